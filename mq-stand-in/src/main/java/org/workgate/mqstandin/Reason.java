package org.workgate.mqstandin;

/** The reason codes that the stand-in gives, by their documented names. */
final class Reason {

    static final int NONE = 0;
    static final int BACKED_OUT = 2003;
    static final int CONNECTION_BROKEN = 2009;
    static final int GET_INHIBITED = 2016;
    static final int HOBJ_ERROR = 2019;
    static final int MSG_TOO_BIG_FOR_Q = 2030;
    static final int NO_MSG_AVAILABLE = 2033;
    static final int NO_MSG_UNDER_CURSOR = 2034;
    static final int NOT_AUTHORIZED = 2035;
    static final int NOT_OPEN_FOR_BROWSE = 2036;
    static final int NOT_OPEN_FOR_INPUT = 2037;
    static final int NOT_OPEN_FOR_OUTPUT = 2039;
    static final int OBJECT_IN_USE = 2042;
    static final int OBJECT_TYPE_ERROR = 2043;
    static final int OPTIONS_ERROR = 2046;
    static final int PERSISTENT_NOT_ALLOWED = 2048;
    static final int PUT_INHIBITED = 2051;
    static final int Q_FULL = 2053;
    static final int Q_MGR_NAME_ERROR = 2058;
    static final int SELECTOR_ERROR = 2067;
    static final int SYNCPOINT_NOT_AVAILABLE = 2072;
    static final int TRUNCATED_MSG_ACCEPTED = 2079;
    static final int TRUNCATED_MSG_FAILED = 2080;
    static final int UNKNOWN_OBJECT_NAME = 2085;
    static final int FUNCTION_NOT_SUPPORTED = 2298;
    static final int SELECTOR_SYNTAX_ERROR = 2459;

    private Reason() {}
}
