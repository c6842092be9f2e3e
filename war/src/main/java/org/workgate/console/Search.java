package org.workgate.console;

import java.io.Serializable;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.workgate.task.Characters;
import org.workgate.task.TaskStatus;

/** What the Global Task List is narrowed to, as its address says it; what means nothing there narrows nothing. */
public final class Search implements Serializable {

    private static final long serialVersionUID = 1L;

    private Range range = Range.LIST;
    private @Nullable TaskStatus status;
    private @Nullable String text;

    /** Which tasks are shown. */
    public enum Range {
        /** Those of the list. */
        LIST,
        /** Those of the list that have expired and yet are not final (A34). */
        EXPIRED,
        /** Those of the archive. */
        ARCHIVE;

        /** What it is called in the address; empty for the list. */
        public String getParameter() {
            return this == LIST ? "" : name().toLowerCase(Locale.ROOT);
        }
    }

    Range range() {
        return range;
    }

    @Nullable
    TaskStatus status() {
        return status;
    }

    /** The address of the list that is narrowed to it, below the root of the console. */
    String address() {
        String query = Stream.of(
                        parameter("show", range.getParameter()), parameter("status", getStatus()), parameter("q", text))
                .filter(parameter -> !parameter.isEmpty())
                .collect(Collectors.joining("&"));
        return query.isEmpty() ? "/tasks" : "/tasks?" + query;
    }

    private static String parameter(String name, @Nullable String value) {
        return value == null || value.isEmpty() ? "" : name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    /** Whether no task can be found by its text: no CaptureId has a character that no message can carry. */
    boolean isVain() {
        return text != null && !text.codePoints().allMatch(Characters::canBeCarried);
    }

    /** Whether the archive is shown, with whose tasks nothing can be done. */
    public boolean isArchive() {
        return range == Range.ARCHIVE;
    }

    /** Whether the list, or the archive, is narrowed to some of its tasks. */
    public boolean isNarrowed() {
        return range == Range.EXPIRED || status != null || text != null;
    }

    /** Which tasks are shown, as the address says it. What means none means the list. */
    public String getShow() {
        return range.getParameter();
    }

    public void setShow(@Nullable String parameter) {
        range = Stream.of(Range.values())
                .filter(candidate -> candidate.getParameter().equals(parameter))
                .findFirst()
                .orElse(Range.LIST);
    }

    /** The status that the list is narrowed to, as on the wire; null for none. */
    public @Nullable String getStatus() {
        return status == null ? null : status.wireName();
    }

    public void setStatus(@Nullable String wireName) {
        status = Stream.of(TaskStatus.values())
                .filter(candidate -> candidate.wireName().equals(wireName))
                .findFirst()
                .orElse(null);
    }

    /** The beginning of a CaptureId, or a BrokerId; null for none. */
    public @Nullable String getText() {
        return text;
    }

    public void setText(@Nullable String text) {
        this.text = text == null || text.isBlank() ? null : text.strip();
    }
}
