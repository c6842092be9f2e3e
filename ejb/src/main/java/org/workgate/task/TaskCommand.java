package org.workgate.task;

import org.jspecify.annotations.Nullable;

/** What can be asked of tasks. Who asks, and why, is the {@link Origin}. */
public sealed interface TaskCommand {

    /** The CaptureId that it names, or null. */
    @Nullable
    String captureId();

    /**
     * Creates a task (R44).
     *
     * @param captureId its ID in the originating system, at most 64 characters, or null for the generated BrokerId (R63)
     * @param values its attributes, only creatable ones
     * @param hold whether it starts held (R61)
     */
    record Create(@Nullable String captureId, AttributeValues values, boolean hold) implements TaskCommand {}

    /**
     * Asks for a task and changes nothing (R80).
     *
     * @param address which task
     */
    record Query(TaskAddress address) implements TaskCommand {
        @Override
        public @Nullable String captureId() {
            return address.captureId();
        }
    }
}
