package org.workgate.mqstandin;

/** A call fails: completion code 2 and a reason code. */
final class Refusal extends Exception {

    private static final long serialVersionUID = 1;

    private final int reason;

    /** @param reason one of {@link Reason} */
    Refusal(int reason) {
        super("Reason " + reason);
        this.reason = reason;
    }

    int reason() {
        return reason;
    }
}
