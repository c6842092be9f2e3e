package org.workgate.trial;

/** What a draft would make otherwise of a task than the rules in force. A task that fails or is rejected differs in nothing else. */
public enum Difference {
    /** Another distribution point is to get it. */
    DISTRIBUTION_POINT,
    /** It gets a higher priority, or one at all. */
    HIGHER_PRIORITY,
    /** It gets a lower priority, or none any more. */
    LOWER_PRIORITY,
    /** It is due earlier, or at all. */
    DUE_EARLIER,
    /** It is due later, or not at all any more. */
    DUE_LATER,
    /** Its due date would have passed already. */
    OVERDUE,
    /** Its due date would not have passed any more. */
    NOT_OVERDUE,
    /** It belongs to another process. */
    PROCESS,
    /** It belongs to another contract. */
    CONTRACT,
    /** Its working time is counted by another calendar. */
    BUSINESS_CALENDAR,
    /** It gets another business value. */
    BUSINESS_VALUE,
    /** Rules are applied again at another time. */
    NEXT_PRIORITIZATION,
    /** It is rejected. */
    REJECTED,
    /** It is rejected no more. */
    NOT_REJECTED,
    /** A rule fails for it, or it cannot be placed. */
    NEW_ERROR,
    /** What is wrong now is not wrong any more. */
    MENDED_ERROR,
    /** Something else is wrong than now. */
    OTHER_ERROR
}
