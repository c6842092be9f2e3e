package org.workgate.console;

import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The text of a file that somebody is about to save, and why it could not be. It stays on the page until it is saved, so that what
 * is wrong with it can be mended there.
 */
public final class Draft implements Serializable {

    private static final long serialVersionUID = 1L;

    private String text = "";
    private @Nullable String problem;
    private List<Fault> faults = List.of();

    /**
     * Something that is wrong with the text.
     *
     * @param detail what and where
     * @param line the line of the text, from 1 on; 0 where it is a matter of no line
     */
    public record Fault(String detail, int line) implements Serializable {}

    /** Begins with the text of a version that is there. */
    void begin(String present) {
        text = present;
    }

    /** Tells why it was not saved, until it is tried again. */
    void refuse(String why) {
        refuse(why, List.of());
    }

    /** Tells why it was not saved, and all that is wrong with it, until it is tried again. */
    void refuse(String why, List<Fault> wrong) {
        problem = why;
        faults = List.copyOf(wrong);
    }

    public String getText() {
        return text;
    }

    /** Takes what the browser sends, which ends lines in its own way whatever the file had. */
    public void setText(@Nullable String sent) {
        text = sent == null ? "" : sent.replace("\r\n", "\n");
        problem = null;
        faults = List.of();
    }

    /** Why it was not saved, or null. */
    public @Nullable String getProblem() {
        return problem;
    }

    /** All that is wrong with it. */
    public List<Fault> getFaults() {
        return faults;
    }
}
