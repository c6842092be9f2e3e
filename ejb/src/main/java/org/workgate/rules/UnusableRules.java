package org.workgate.rules;

import java.util.List;

/** Rules cannot be used; says of each fault where it is. */
public final class UnusableRules extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient List<RuleFault> faults;

    UnusableRules(List<RuleFault> faults) {
        super(faults.stream()
                .map(RuleFault::toString)
                .reduce((one, other) -> one + "; " + other)
                .orElse("no fault"));
        this.faults = List.copyOf(faults);
    }

    /** What is wrong, at least one fault, in the order of the file. */
    public List<RuleFault> faults() {
        return faults;
    }
}
