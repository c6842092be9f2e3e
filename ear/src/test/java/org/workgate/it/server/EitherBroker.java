package org.workgate.it.server;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Tests of what can be seen from outside whichever broker serves: the build runs them on the embedded default, and where it has IBM's
 * resource adapter once more on IBM MQ. They are skipped where the build wants a real queue manager that nobody has named.
 */
@Tag("either-broker")
@ExtendWith(EitherBroker.IsNamed.class)
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface EitherBroker {

    /** Whether there is a broker. */
    final class IsNamed implements ExecutionCondition {

        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            return Address.isMissing()
                    ? ConditionEvaluationResult.disabled(Address.NOT_RUN)
                    : ConditionEvaluationResult.enabled("The build has the broker");
        }
    }
}
