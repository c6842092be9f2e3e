package org.workgate.task;

import org.jspecify.annotations.Nullable;

/**
 * Which task is meant: by BrokerId, by CaptureId, or by both, which then must agree (R26, A28).
 *
 * @param brokerId the ID of the instance, or null
 * @param captureId the ID of the originating system within its capture point, or null
 * @param place where the CaptureId stands in the message that gives both, as an Error names a place (A38); {@code /} elsewhere
 */
public record TaskAddress(
        @Nullable Integer brokerId, @Nullable String captureId, String place) {

    /** @throws IllegalArgumentException if both IDs are missing */
    public TaskAddress {
        if (brokerId == null && captureId == null) {
            throw new IllegalArgumentException("Neither BrokerId nor CaptureId is given");
        }
    }

    /** One of which no Error has to say where it stands. */
    public TaskAddress(@Nullable Integer brokerId, @Nullable String captureId) {
        this(brokerId, captureId, "/");
    }
}
