package org.workgate.task;

/**
 * Why an operation was refused, in the codes of the interface (R76). Each has a fixed list of parameters (A38); see
 * {@link Refusal}.
 */
public enum ErrorCode {
    /** The request cannot be read: detail, place. */
    INVALID_FORMAT,
    /** No such task: {@code CaptureId} or {@code BrokerId}, value. */
    TASK_NOT_FOUND,
    /** The task exists already: captureId, existing brokerId. */
    TASK_ALREADY_CAPTURED,
    /** The status does not allow to complete: brokerId, captureId, current status. */
    CANNOT_COMPLETE_TASK,
    /** The status does not allow to hold, assigned or not: brokerId, captureId, current status. */
    CANNOT_HOLD_ASSIGNED_TASK,
    /** The status does not allow to resume: brokerId, captureId, current status. */
    CANNOT_RESUME_TASK,
    /** The status does not allow to restart: brokerId, captureId, current status. */
    CANNOT_RESTART_TASK,
    /** The status does not allow to cancel: brokerId, captureId, current status. */
    CANNOT_CANCEL_COMPLETED_TASK
}
