/**
 * How requests over HTTP prove who asks: the console by a session, programs by Basic authentication with each request.
 */
@Room(
        value = "signin",
        mayUse = {"access", "rest"})
@NullMarked
package org.workgate.signin;

import org.jspecify.annotations.NullMarked;
import org.workgate.Room;
