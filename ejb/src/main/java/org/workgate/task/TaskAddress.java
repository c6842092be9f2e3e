package org.workgate.task;

import org.jspecify.annotations.Nullable;

/**
 * Which task is meant: by BrokerId, by CaptureId, or by both, which then must agree (R26, A28).
 *
 * @param brokerId the ID of the instance, or null
 * @param captureId the ID of the originating system within its capture point, or null
 */
public record TaskAddress(
        @Nullable Integer brokerId, @Nullable String captureId) {

    /** @throws IllegalArgumentException if both IDs are missing */
    public TaskAddress {
        if (brokerId == null && captureId == null) {
            throw new IllegalArgumentException("Neither BrokerId nor CaptureId is given");
        }
    }
}
