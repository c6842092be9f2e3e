package org.workgate.mqstandin;

/**
 * What a get asks for, whether it comes as MQGET or as a request for messages that are to be delivered.
 *
 * @param options the options of MQGMO
 * @param waitMillis how long it waits for a message in milliseconds, negative for ever; only with the option to wait
 * @param maxLength how many bytes of the message's data the client can take
 * @param selection which message
 */
record GetRequest(int options, int waitMillis, int maxLength, Selection selection) {

    private static final int WAIT = 0x1;
    private static final int SYNCPOINT = 0x2;
    private static final int SET_SIGNAL = 0x8;
    private static final int BROWSE_FIRST = 0x10;
    private static final int BROWSE_NEXT = 0x20;
    private static final int ACCEPT_TRUNCATED = 0x40;
    private static final int MSG_UNDER_CURSOR = 0x100;
    private static final int LOCK = 0x200;
    private static final int UNLOCK = 0x400;
    private static final int BROWSE_MSG_UNDER_CURSOR = 0x800;
    private static final int SYNCPOINT_IF_PERSISTENT = 0x1000;
    private static final int LOGICAL_ORDER = 0x8000;
    private static final int MARK_BROWSE_HANDLE = 0x10_0000;
    private static final int MARK_BROWSE_CO_OP = 0x20_0000;
    private static final int UNMARK_BROWSE_CO_OP = 0x40_0000;
    private static final int UNMARK_BROWSE_HANDLE = 0x80_0000;
    private static final int UNMARKED_BROWSE_MSG = 0x100_0000;

    private static final int BROWSE = BROWSE_FIRST | BROWSE_NEXT | BROWSE_MSG_UNDER_CURSOR;

    /** What real queue managers do and the stand-in does not: it says so, and does not do something else. */
    private static final int UNSUPPORTED =
            SET_SIGNAL | LOGICAL_ORDER | MARK_BROWSE_HANDLE | UNMARK_BROWSE_CO_OP | UNMARK_BROWSE_HANDLE;

    private boolean has(int option) {
        return (options & option) != 0;
    }

    boolean isSupported() {
        return !has(UNSUPPORTED);
    }

    boolean waits() {
        return has(WAIT);
    }

    boolean browses() {
        return has(BROWSE);
    }

    /** Whether the browse goes on where the handle's last one ended. */
    boolean browsesNext() {
        return has(BROWSE_NEXT);
    }

    /** Whether the message that the handle browsed last is meant. */
    boolean underCursor() {
        return has(MSG_UNDER_CURSOR | BROWSE_MSG_UNDER_CURSOR);
    }

    boolean locks() {
        return has(LOCK);
    }

    boolean unlocks() {
        return has(UNLOCK);
    }

    boolean acceptsTruncated() {
        return has(ACCEPT_TRUNCATED);
    }

    /** Whether the browse hides the message from the others that browse together. */
    boolean marks() {
        return has(MARK_BROWSE_CO_OP);
    }

    /** Whether what others have marked is passed over. */
    boolean onlyUnmarked() {
        return has(UNMARKED_BROWSE_MSG);
    }

    /** Whether the get of this message belongs to a unit of work. */
    boolean inSyncpoint(Message message) {
        return has(SYNCPOINT) || (has(SYNCPOINT_IF_PERSISTENT) && message.isPersistent());
    }

    /** Whether the client insists on a unit of work, whatever the message. */
    boolean insistsOnSyncpoint() {
        return has(SYNCPOINT);
    }
}
