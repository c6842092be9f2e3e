package org.workgate.rules;

/** Which service applies rules. */
public enum RuleService {
    /** Gives a task its process (R200). */
    CLASSIFICATION,
    /** Gives a task its priority, and again when that is due (R201). */
    PRIORITIZATION
}
