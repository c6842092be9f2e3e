package org.workgate.rules;

import org.jspecify.annotations.Nullable;

/**
 * What is wrong with rules, and where, for the people who write them.
 *
 * @param table the name of the decision, or of the file where no single decision is to blame
 * @param row the row of the table counted from 1, or null where the head of the table or no row is to blame
 * @param column the label of the column, or null where no single column is to blame
 * @param message what is wrong and what would be right, a sentence without its full stop
 */
public record RuleFault(
        String table, @Nullable Integer row, @Nullable String column, String message) {

    @Override
    public String toString() {
        return "Table \"" + table + '"'
                + (row == null ? "" : ", row " + row)
                + (column == null ? "" : ", column \"" + column + '"')
                + ": " + message;
    }
}
