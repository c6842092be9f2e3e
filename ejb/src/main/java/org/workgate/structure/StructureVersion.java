package org.workgate.structure;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Lob;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One version of the business structure. Written once, never changed. Times are UTC. */
@Entity
@Table(name = "gtl_structure_version")
@SuppressWarnings("NullAway.Init") // the persistence provider fills what has no initial value
public class StructureVersion {

    /** The greatest number of characters of a remark. */
    public static final int MAX_REMARK_LENGTH = 255;

    private static final int MAX_AUTHOR_LENGTH = 64;

    @Id
    @Column(name = "version_no")
    private int number;

    /** As {@link StructureFile} writes it. */
    @Lob
    @Column(nullable = false)
    private String content;

    @Column(length = MAX_AUTHOR_LENGTH, nullable = false)
    private String author;

    @Column(name = "saved_at", nullable = false)
    private Instant savedAt;

    @Column(length = MAX_REMARK_LENGTH)
    private @Nullable String remark;

    /**
     * What a version says besides its content.
     *
     * @param number its number, from 1 on, one more than that of the version before
     * @param author the user who saved it
     * @param savedAt when that was, UTC
     * @param remark what the author has to say about it, or null
     */
    public record Heading(
            int number,
            String author,
            Instant savedAt,
            @Nullable String remark) {}

    /** For the persistence provider. */
    protected StructureVersion() {}

    /**
     * A new version.
     *
     * @param author the user who saves it, at most 64 characters
     * @param remark what the author has to say about it, at most {@link #MAX_REMARK_LENGTH} characters, or null
     */
    StructureVersion(int number, BusinessStructure structure, String author, Instant savedAt, @Nullable String remark) {
        this.number = number;
        this.content = StructureFile.write(structure);
        this.author = author;
        this.savedAt = savedAt;
        this.remark = remark;
    }

    /** What it says besides its content. */
    public Heading heading() {
        return new Heading(number, author, savedAt, remark);
    }

    /** The structure as a file. */
    public String content() {
        return content;
    }

    /**
     * The structure.
     *
     * @throws IllegalStateException if this Workgate cannot read what another one has written
     */
    public BusinessStructure structure() {
        StructureFile.Content read = StructureFile.readAgain(content);
        if (read instanceof StructureFile.Content.Sound sound) {
            return sound.structure();
        }
        throw new IllegalStateException("Version " + number + " of the business structure cannot be read: "
                + ((StructureFile.Content.Faulty) read)
                        .faults().stream().map(StructureFault::toString).collect(Collectors.joining("; ")));
    }
}
