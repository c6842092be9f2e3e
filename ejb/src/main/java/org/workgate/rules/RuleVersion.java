package org.workgate.rules;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Lob;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;

/** A version of the rule table of a place, as it was saved. Never changes. Times are UTC. */
@Entity
@Table(name = "gtl_rule_table")
@SuppressWarnings("NullAway.Init") // the persistence provider fills what has no initial value
public class RuleVersion {

    /** The greatest number of characters of an author. */
    static final int MAX_AUTHOR_LENGTH = 64;

    private static final int MAX_NAME_LENGTH = 255;

    @Id
    @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "gtl_rule_table_seq")
    @SequenceGenerator(name = "gtl_rule_table_seq", sequenceName = "gtl_rule_table_seq", allocationSize = 1)
    private long id;

    @Enumerated(EnumType.STRING)
    @Column(length = 16, nullable = false)
    private RuleService service;

    @Enumerated(EnumType.STRING)
    @Column(name = "rule_level", length = 16, nullable = false)
    private RulePlace.Level level;

    @Column(length = RulePlace.MAX_SCOPE_LENGTH, nullable = false)
    private String scope;

    @Column(nullable = false)
    private int version;

    @Column(length = MAX_NAME_LENGTH, nullable = false)
    private String name;

    @Lob
    @Column(nullable = false)
    private String dmn;

    @Column(length = MAX_AUTHOR_LENGTH, nullable = false)
    private String author;

    @Column(name = "created_at", nullable = false)
    private Instant createdAt;

    @Column(name = "valid_from", nullable = false)
    private Instant validFrom;

    /**
     * What a version says besides its text. Times are UTC.
     *
     * @param version its number, from 1 on, one more than that of the version before at its place
     * @param name the name of its decision, at most 255 characters
     * @param author who saved it, at most 64 characters
     * @param savedAt when that was
     * @param validFrom when it comes into force; not before it was saved
     */
    public record Heading(
            RulePlace place, int version, String name, String author, Instant savedAt, Instant validFrom) {}

    /** For the persistence provider. */
    protected RuleVersion() {}

    /**
     * A version of a place.
     *
     * @param name of its decision; what is longer than 255 characters is cut
     */
    RuleVersion(
            RulePlace place,
            int version,
            String name,
            String dmn,
            String author,
            Instant createdAt,
            Instant validFrom) {
        this.service = place.service();
        this.level = place.level();
        this.scope = place.scope();
        this.version = version;
        this.name = name.codePointCount(0, name.length()) > MAX_NAME_LENGTH
                ? name.substring(0, name.offsetByCodePoints(0, MAX_NAME_LENGTH))
                : name;
        this.dmn = dmn;
        this.author = author;
        this.createdAt = createdAt;
        this.validFrom = validFrom;
    }

    long id() {
        return id;
    }

    /** What it says besides its text. */
    public Heading heading() {
        return new Heading(place(), version, name, author, createdAt, validFrom);
    }

    /** Where it holds. */
    public RulePlace place() {
        return new RulePlace(service, level, scope);
    }

    /** Its number, from 1, without gaps at its place. */
    public int version() {
        return version;
    }

    /** The name of its decision. */
    public String name() {
        return name;
    }

    /** The text of its DMN file. */
    public String dmn() {
        return dmn;
    }

    /** What its file says; nothing where this Workgate cannot read what another one has written. */
    public Optional<DmnDocument> document() {
        try {
            return Optional.of(DmnReader.read(dmn));
        } catch (UnusableRules e) {
            return Optional.empty();
        }
    }

    /** Who saved it, at most 64 characters. */
    public String author() {
        return author;
    }

    /** When it was saved. */
    public Instant createdAt() {
        return createdAt;
    }

    /** When it comes into force; not before it was saved. */
    public Instant validFrom() {
        return validFrom;
    }
}
