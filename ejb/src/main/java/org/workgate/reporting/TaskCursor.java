package org.workgate.reporting;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.workgate.task.TaskRecord;

/**
 * A place in the Global Task List: behind a task, in the order of a column. It stays where it is whatever comes, goes or
 * changes.
 *
 * @param brokerId the task
 * @param value the task's value in the column, of the column's type, or null
 */
public record TaskCursor(int brokerId, @Nullable Object value) {

    private static final char SEPARATOR = '~';

    static TaskCursor behind(TaskRecord task, TaskColumn column) {
        return new TaskCursor(task.brokerId(), column.of(task));
    }

    /** The place as a text that {@link #parse} understands. */
    public String text() {
        return value == null ? Integer.toString(brokerId) : brokerId + "" + SEPARATOR + value;
    }

    /** The place in the order of this column that a text means, or nothing where it means none. */
    public static Optional<TaskCursor> parse(TaskColumn column, String text) {
        int end = text.indexOf(SEPARATOR);
        try {
            return Optional.of(
                    end < 0
                            ? new TaskCursor(Integer.parseInt(text), null)
                            : new TaskCursor(
                                    Integer.parseInt(text.substring(0, end)), column.parse(text.substring(end + 1))));
        } catch (IllegalArgumentException | java.time.DateTimeException e) {
            return Optional.empty();
        }
    }
}
