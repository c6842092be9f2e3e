package org.workgate.reporting;

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
}
