package org.workgate;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Declares a package to be a room of the house and names the rooms whose types it may use.
 *
 * <p>Every package carries this annotation in its {@code package-info}; the architecture tests fail on a package without
 * it and on a dependency that it does not list.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PACKAGE)
public @interface Room {

    /** The name of this room: its package name below {@code org.workgate}, such as {@code task}. */
    String value();

    /** The names of the other rooms whose types this one may use; its own are always allowed. */
    String[] mayUse() default {};
}
