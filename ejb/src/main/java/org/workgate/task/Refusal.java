package org.workgate.task;

import java.util.List;

/**
 * A refused operation: the task, if there is one, is unchanged.
 *
 * @param code why
 * @param message for people, in English (A20); scripts go by code and parameters
 * @param parameters complete and in the order that {@link ErrorCode} gives for the code (A38)
 */
public record Refusal(ErrorCode code, String message, List<String> parameters) {

    /** Copies the parameters. */
    public Refusal {
        parameters = List.copyOf(parameters);
    }

    /** The request cannot be read; {@code place} is the path of the element, {@code line:column} or {@code /} (A38). */
    public static Refusal invalidFormat(String detail, String place) {
        return new Refusal(ErrorCode.INVALID_FORMAT, detail + " (at " + place + ")", List.of(detail, place));
    }

    /** No task has this ID; {@code kind} is {@code BrokerId} or {@code CaptureId}. */
    public static Refusal taskNotFound(String kind, String value) {
        return new Refusal(
                ErrorCode.TASK_NOT_FOUND, "There is no task with " + kind + " " + value, List.of(kind, value));
    }

    /** A task with this CaptureId exists already in the capture point (R66, R67). */
    public static Refusal alreadyCaptured(Task existing) {
        return new Refusal(
                ErrorCode.TASK_ALREADY_CAPTURED,
                "A task with CaptureId " + existing.captureId() + " exists already, with BrokerId "
                        + existing.brokerId(),
                List.of(existing.captureId(), Integer.toString(existing.brokerId())));
    }

    /** The task's status does not allow the request (R76); it is as it was. */
    static Refusal ofStatus(ErrorCode code, Task task) {
        String request =
                switch (code) {
                    case CANNOT_HOLD_ASSIGNED_TASK -> "held";
                    case CANNOT_RESUME_TASK -> "resumed";
                    case CANNOT_RESTART_TASK -> "restarted";
                    case CANNOT_CANCEL_COMPLETED_TASK -> "canceled";
                    case CANNOT_COMPLETE_TASK -> "completed";
                    case INVALID_FORMAT, TASK_NOT_FOUND, TASK_ALREADY_CAPTURED ->
                        throw new IllegalArgumentException(code + " does not speak of a status");
                };
        String status = task.status().wireName();
        return new Refusal(
                code,
                "Task " + task.brokerId() + " (CaptureId " + task.captureId() + ") cannot be " + request
                        + ": its status is " + status,
                List.of(Integer.toString(task.brokerId()), task.captureId(), status));
    }
}
