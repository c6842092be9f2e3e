package org.workgate.gtl;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.workgate.task.Refusal;

/**
 * Reads the messages of an originating system (R13, R14): generously in case, order, prefixes and unknown elements (A12,
 * A37), strictly in types and lengths. Safe to use from several threads.
 *
 * <p>No input makes it throw, unless a {@link ScriptOverdue} stands in the way, and nothing in a message makes it open a file
 * or a connection (A76). What cannot be read becomes a {@link GtlRequest.Unreadable}: one for the whole message where it is
 * not XML, not of this format or beyond a limit, else one for the child of the root that is malformed, while the others
 * stand (A41).
 */
public final class GtlReader {

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    /** How far into a message its XML declaration is looked for. */
    private static final int MAX_DECLARATION = 256;

    private final ReadingRules rules;
    private final @Nullable Transformation transformation;

    /** A reader by these rules. */
    public GtlReader(ReadingRules rules) {
        this(rules, null);
    }

    /**
     * A reader by these rules, of messages in whatever format of XML, which the script makes into that of the interface (R10,
     * R12). Well-formedness and limits are asked of what comes in and of what the script makes of it.
     */
    public GtlReader(ReadingRules rules, @Nullable Transformation transformation) {
        this.rules = rules;
        this.transformation = transformation;
    }

    /**
     * The requests of a binary message, in the encoding that its byte order mark or XML declaration says, else UTF-8 (A72).
     *
     * @return the requests in the order of the root's children, at least one
     */
    public List<GtlRequest> read(byte[] message) {
        if (message.length > rules.maxBytes()) {
            return tooLarge(message.length);
        }
        Charset charset;
        try {
            charset = charset(message);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            String name = e instanceof UnsupportedCharsetException unsupported
                    ? unsupported.getCharsetName()
                    : ((IllegalCharsetNameException) e).getCharsetName();
            return unreadable(
                    "The encoding '" + XmlText.shown(name)
                            + "' of the XML declaration is not known; use UTF-8, UTF-16, ISO-8859-1 or US-ASCII",
                    "1:1");
        }
        ByteBuffer bytes = ByteBuffer.wrap(message);
        try {
            return parse(charset.newDecoder().decode(bytes).toString());
        } catch (CharacterCodingException e) {
            String readable = new String(message, 0, bytes.position(), charset);
            long line = readable.chars().filter(c -> c == '\n').count() + 1;
            int column = readable.length() - readable.lastIndexOf('\n');
            return unreadable(
                    "The message is not valid " + charset.name() + ": byte " + (bytes.position() + 1)
                            + " does not belong there",
                    line + ":" + column);
        }
    }

    /**
     * The requests of a text message; the encoding that its XML declaration says no longer matters (A72).
     *
     * @return the requests in the order of the root's children, at least one
     */
    public List<GtlRequest> read(String message) {
        // No char takes more than three bytes of UTF-8, so most messages need not be counted.
        if (message.length() > rules.maxBytes() / 3) {
            int size = message.getBytes(StandardCharsets.UTF_8).length;
            if (size > rules.maxBytes()) {
                return tooLarge(size);
            }
        }
        return parse(message);
    }

    private List<GtlRequest> parse(String message) {
        String text = !message.isEmpty() && message.charAt(0) == BYTE_ORDER_MARK ? message.substring(1) : message;
        if (text.isBlank()) {
            return unreadable("The message is empty", "/");
        }
        try {
            return List.copyOf(new MessagePass(standard(text), rules).requests());
        } catch (MessagePass.Broken broken) {
            return unreadable(String.valueOf(broken.getMessage()), broken.place());
        } catch (ScriptFailure failure) {
            return unreadable(String.valueOf(failure.getMessage()), "/");
        }
    }

    /** The message in the format of the interface. */
    private String standard(String message) throws MessagePass.Broken, ScriptFailure {
        if (transformation == null) {
            return message;
        }
        new MessagePass(message, rules).readOver();
        return transformation.apply(message);
    }

    private List<GtlRequest> tooLarge(int size) {
        return unreadable("The message has " + size + " bytes, but at most " + rules.maxBytes() + " are allowed", "/");
    }

    private static List<GtlRequest> unreadable(String detail, String place) {
        return List.of(new GtlRequest.Unreadable("", Refusal.invalidFormat(detail, place)));
    }

    private static Charset charset(byte[] message) {
        int first = message.length > 0 ? message[0] & 0xFF : 0;
        int second = message.length > 1 ? message[1] & 0xFF : 0;
        boolean oneIsZero = message.length > 1 && (first == 0) != (second == 0);
        if ((first == 0xFE && second == 0xFF) || (oneIsZero && first == 0)) {
            return StandardCharsets.UTF_16BE;
        }
        if ((first == 0xFF && second == 0xFE) || oneIsZero) {
            return StandardCharsets.UTF_16LE;
        }
        String declared = declaredEncoding(message);
        // What has been read byte by byte so far cannot be of sixteen bits, whatever it says of itself.
        return declared.isEmpty() || declared.toUpperCase(Locale.ROOT).startsWith("UTF-16")
                ? StandardCharsets.UTF_8
                : Charset.forName(declared);
    }

    /** The encoding that the XML declaration says, or an empty text. */
    private static String declaredEncoding(byte[] message) {
        String start = new String(message, 0, Math.min(message.length, MAX_DECLARATION), StandardCharsets.ISO_8859_1);
        String declaration = MessagePass.declaration(start);
        int encoding = declaration.indexOf("encoding");
        if (encoding < 0) {
            return "";
        }
        String value = declaration.substring(encoding + "encoding".length()).strip();
        if (!value.startsWith("=")) {
            return "";
        }
        value = value.substring(1).strip();
        int close = value.isEmpty() ? -1 : value.indexOf(value.charAt(0), 1);
        return close < 0 ? "" : value.substring(1, close);
    }
}
