package org.workgate.mqstandin;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes a condition of the selector of a consumer. Only equality with one ID is supported; all else is refused as bad syntax. */
final class Selector {

    private static final Pattern ID_IS =
            Pattern.compile("\\s*(JMSCorrelationID|JMSMessageID)\\s*=\\s*'((?:[^']|'')*)'\\s*");
    private static final String ID_OF_PROVIDER = "ID:";

    private Selector() {}

    /**
     * The condition.
     *
     * @param text the selector, empty for all messages
     * @throws Refusal 2459 if the stand-in does not support it
     */
    static Predicate<Message> parse(String text) throws Refusal {
        if (text.isBlank()) {
            return message -> true;
        }
        Matcher matcher = ID_IS.matcher(text);
        if (!matcher.matches()) {
            throw new Refusal(Reason.SELECTOR_SYNTAX_ERROR);
        }
        byte[] id = id(matcher.group(2).replace("''", "'"));
        return matcher.group(1).equals("JMSMessageID")
                ? message -> Arrays.equals(id, message.messageId())
                : message -> Arrays.equals(id, message.correlationId());
    }

    /** The bytes that the client puts into the descriptor for an ID. */
    private static byte[] id(String text) throws Refusal {
        byte[] bytes = text.startsWith(ID_OF_PROVIDER) ? hex(text) : text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > MessageDescriptor.MSG_ID_LENGTH) {
            // What does not fit into the descriptor is told apart by headers that the stand-in does not read.
            throw new Refusal(Reason.SELECTOR_SYNTAX_ERROR);
        }
        return Arrays.copyOf(bytes, MessageDescriptor.MSG_ID_LENGTH);
    }

    private static byte[] hex(String text) throws Refusal {
        try {
            return HexFormat.of().parseHex(text, ID_OF_PROVIDER.length(), text.length());
        } catch (IllegalArgumentException e) {
            throw new Refusal(Reason.SELECTOR_SYNTAX_ERROR);
        }
    }
}
