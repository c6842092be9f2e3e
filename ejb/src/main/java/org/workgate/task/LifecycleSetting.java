package org.workgate.task;

import java.util.List;

/** A setting on which {@link TaskLifecycle} makes the effect of an event depend. */
@SuppressWarnings("ImmutableEnumChecker") // the lists cannot be changed
enum LifecycleSetting {
    /** Whether a task that an agent works on can be canceled (A22). */
    ALLOW_CANCEL_ASSIGNED("allowCancelAssigned", "false", "true"),
    /** Where a task waits for its activation time: prioritized already, or not yet (A33). */
    ACTIVATION_GATE("activationGate", "queued", "captured"),
    /** What becomes of a task whose process or contract has not begun (A36). */
    NOT_YET_ACTIVE("notYetActive", "reject", "wait"),
    /** What it means that the distribution system has removed a task and does not say why (3.3). */
    REMOVED_WITHOUT_VERDICT("removedWithoutVerdict", "return", "complete", "error-hold");

    private final String key;
    private final List<String> options;

    LifecycleSetting(String key, String... options) {
        this.key = key;
        this.options = List.of(options);
    }

    /** Its name in configuration. */
    String key() {
        return key;
    }

    /** The values it can have, the default first. */
    List<String> options() {
        return options;
    }
}
