package org.workgate.task;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why rules decided as they did, for the task's history.
 *
 * @param rows the rows that fired, in the order in which they took effect
 */
public record Explanation(List<Row> rows) {

    /** No row fired. */
    public static final Explanation NONE = new Explanation(List.of());

    /** Copies the list. */
    public Explanation {
        rows = List.copyOf(rows);
    }

    /** Whether no row fired. */
    public boolean isEmpty() {
        return rows.isEmpty();
    }

    /**
     * A row of a rule table that fired.
     *
     * @param place where the table holds, such as {@code prioritization, process ORDERS}
     * @param table the name that its author gave it
     * @param version the number of its version at that place
     * @param row its number in the table from 1, or 0 for the table's default values
     * @param annotation what the author wrote beside the row, or null
     * @param effects what it contributed, each as people read it: {@code priority 50}, {@code priority +20}
     */
    public record Row(
            String place,
            String table,
            int version,
            int row,
            @Nullable String annotation,
            List<String> effects) {

        /** Copies the list. */
        public Row {
            effects = List.copyOf(effects);
        }
    }
}
