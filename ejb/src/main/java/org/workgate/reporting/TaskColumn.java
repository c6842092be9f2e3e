package org.workgate.reporting;

import java.time.DateTimeException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.workgate.task.TaskAttribute;
import org.workgate.task.TaskRecord;
import org.workgate.task.TaskStatus;

/** A column by which the Global Task List can be sorted, called by its name on the wire. */
public enum TaskColumn {
    BROKER_ID("BrokerId", "brokerId"),
    CAPTURE_ID("CaptureId", "captureId"),
    CAPTURE_POINT_ID("CapturePointId", "capturePointId"),
    STATUS("status", "status"),
    PRIORITY("priority", "priority"),
    DUE("dueDateTime", "dueDateTime"),
    CREATED("createdDateTime", "createdDateTime"),
    CATEGORY("category", "category"),
    PROCESS_ID("processId", "processId");

    private final String wireName;
    private final String field;

    TaskColumn(String wireName, String field) {
        this.wireName = wireName;
        this.field = field;
    }

    /** Its name in messages and in the HTTP API. */
    public String wireName() {
        return wireName;
    }

    /** The field of the task that it shows. */
    String field() {
        return field;
    }

    /** What it has for this task, or null. */
    @Nullable
    Object of(TaskRecord task) {
        return switch (this) {
            case BROKER_ID -> task.brokerId();
            case CAPTURE_ID -> task.captureId();
            case CAPTURE_POINT_ID -> task.capturePointId();
            case STATUS -> task.status();
            case PRIORITY -> TaskAttribute.PRIORITY.of(task);
            case DUE -> TaskAttribute.DUE.of(task);
            case CREATED -> task.createdDateTime();
            case CATEGORY -> TaskAttribute.CATEGORY.of(task);
            case PROCESS_ID -> TaskAttribute.PROCESS_ID.of(task);
        };
    }

    /**
     * A value of its type, from the text that the value prints.
     *
     * @throws IllegalArgumentException if it is none
     * @throws java.time.DateTimeException if it is no time where it should be
     */
    Object parse(String text) {
        return switch (this) {
            case CAPTURE_ID, CAPTURE_POINT_ID, CATEGORY, PROCESS_ID -> text;
            case BROKER_ID, PRIORITY -> Integer.valueOf(text);
            case DUE, CREATED -> time(text);
            case STATUS -> TaskStatus.valueOf(text);
        };
    }

    private static Instant time(String text) {
        Instant time = Instant.parse(text);
        if (!TaskAttribute.canBe(time)) {
            throw new DateTimeException("No task has the time " + time);
        }
        return time;
    }
}
