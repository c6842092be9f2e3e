package org.workgate.notification;

/** The form in which message IDs are shown and stored: as the broker gives them, without the prefix that JMS demands. */
public final class MessageIds {

    private static final String JMS_PREFIX = "ID:";

    private MessageIds() {}

    /** The ID without the prefix {@code ID:}. */
    public static String plain(String jmsMessageId) {
        return jmsMessageId.startsWith(JMS_PREFIX) ? jmsMessageId.substring(JMS_PREFIX.length()) : jmsMessageId;
    }

    /** The ID with the prefix {@code ID:}, as JMS properties and selectors want it. */
    public static String jms(String plainMessageId) {
        return JMS_PREFIX + plainMessageId;
    }
}
