package org.workgate.gtl;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.workgate.task.Refusal;
import org.workgate.task.TaskCommand;

/** One child of a message's root: what the originating system asks for. */
public sealed interface GtlRequest {

    /** The name of the action in its printed spelling, such as {@code CreateTask}, or as received where it is unknown. */
    String type();

    /**
     * An operation on a task.
     *
     * @param type see {@link GtlRequest#type()}
     * @param command what is to be done
     * @param actor the actor given, at most 255 characters, or null (R28)
     * @param reason the reason given, at most 255 characters, or null
     * @param actionDateTime when it was triggered, or null (R31)
     */
    record TaskAction(
            String type,
            TaskCommand command,
            @Nullable String actor,
            @Nullable String reason,
            @Nullable Instant actionDateTime)
            implements GtlRequest {}

    /** Asks whether the capture point is healthy (R184). */
    record Ping() implements GtlRequest {
        @Override
        public String type() {
            return "Ping";
        }
    }

    /**
     * A request that cannot be read and is answered with {@code Error} (R34).
     *
     * @param type see {@link GtlRequest#type()}; empty where the message as a whole cannot be read
     * @param refusal what is wrong, where, and what would be right
     */
    record Unreadable(String type, Refusal refusal) implements GtlRequest {}

    /** An {@code Error} that came in: recorded, never answered, lest errors breed errors (A37). */
    record ForeignError() implements GtlRequest {
        @Override
        public String type() {
            return "Error";
        }
    }
}
