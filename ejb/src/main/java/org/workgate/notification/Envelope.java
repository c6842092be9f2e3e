package org.workgate.notification;

import org.jspecify.annotations.Nullable;

/**
 * What goes with a message besides its text.
 *
 * @param type its type, such as {@code TaskCreated}
 * @param brokerId the task that it is about, or null
 * @param captureId the CaptureId of that task, or null
 * @param correlationId the correlation ID as it is to be set (A39), or null for none (A40)
 * @param answers the ID of the message that it answers, without the prefix {@code ID:}, or null
 */
record Envelope(
        String type,
        @Nullable Integer brokerId,
        @Nullable String captureId,
        @Nullable String correlationId,
        @Nullable String answers) {}
