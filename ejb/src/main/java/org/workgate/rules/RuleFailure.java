package org.workgate.rules;

/** Rules could not be evaluated for these facts. */
final class RuleFailure extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient RuleFault fault;

    RuleFailure(RuleFault fault) {
        super(fault.toString(), null, false, false);
        this.fault = fault;
    }

    RuleFault fault() {
        return fault;
    }
}
