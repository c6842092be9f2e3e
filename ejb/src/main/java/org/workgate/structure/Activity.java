package org.workgate.structure;

import java.time.LocalDate;

/** Whether work of a process is taken at a moment, which depends on its contract as well (R183). */
public sealed interface Activity {

    /** It is taken. */
    record Active() implements Activity {}

    /** It is not taken. */
    sealed interface Inactive extends Activity {

        /** Which process or contract is inactive, and since or until when: the reason of a TaskRejected (A80). */
        String reason();
    }

    /**
     * It is not taken any more.
     *
     * @param what the process or contract, such as {@code Process LEGACY}
     * @param lastDay its last active day
     */
    record Ended(String what, LocalDate lastDay) implements Inactive {
        @Override
        public String reason() {
            return what + " has been inactive since the end of " + lastDay;
        }
    }

    /**
     * It is not taken yet.
     *
     * @param what the process or contract, such as {@code Process FUTURE}
     * @param firstDay its first active day
     */
    record NotYet(String what, LocalDate firstDay) implements Inactive {
        @Override
        public String reason() {
            return what + " is inactive until " + firstDay;
        }
    }
}
