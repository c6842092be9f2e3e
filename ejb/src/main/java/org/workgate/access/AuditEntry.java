package org.workgate.access;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One line of the audit trail. Written once, never changed. Times are UTC. */
@Entity
@Table(name = "gtl_audit")
@SuppressWarnings("NullAway.Init") // the persistence provider fills the fields
class AuditEntry {

    /** What the audit trail records. */
    enum Event {
        /** Somebody proved who they are. */
        SIGNED_IN,
        /** Name or password was wrong. */
        SIGN_IN_FAILED,
        /** Nothing was checked, since too many attempts had failed before. */
        SIGN_IN_THROTTLED,
        /** The password of an account was replaced. */
        PASSWORD_CHANGED,
        /** An account was made. */
        USER_CREATED,
        /** An account was given other roles. */
        USER_CHANGED,
        /** An account was removed. */
        USER_REMOVED,
        /** Somebody read the bodies of messages, which may hold what not everybody should know. */
        BODIES_READ,
        /** Somebody had what waits for a distribution system be carried out without its answer. */
        FORCED
    }

    private static final int MAX_DETAIL_LENGTH = 255;

    @Id
    @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "gtl_audit_seq")
    @SequenceGenerator(name = "gtl_audit_seq", sequenceName = "gtl_audit_seq", allocationSize = 20)
    private long id;

    @Column(name = "recorded_at", nullable = false)
    private Instant at;

    @Enumerated(EnumType.STRING)
    @Column(length = 32, nullable = false)
    private Event event;

    /** The name that was given, which need not be that of an account. */
    @Column(length = UserAccount.MAX_NAME_LENGTH, nullable = false)
    private String principal;

    /** The address that asked, or null where the server itself did it or knows no address. */
    @Column(name = "remote_address", length = 64)
    private @Nullable String remoteAddress;

    @Column(length = MAX_DETAIL_LENGTH)
    private @Nullable String detail;

    /** For the persistence provider. */
    protected AuditEntry() {}

    AuditEntry(Instant at, Event event, String principal, @Nullable String remoteAddress, @Nullable String detail) {
        this.at = at;
        this.event = event;
        this.principal = cut(principal, UserAccount.MAX_NAME_LENGTH);
        this.remoteAddress = remoteAddress == null ? null : cut(remoteAddress, 64);
        this.detail = detail == null ? null : cut(detail, MAX_DETAIL_LENGTH);
    }

    /** What auditors read of it. */
    AuditListing.Line line() {
        return new AuditListing.Line(id, at, event.name(), principal, remoteAddress, detail);
    }

    /** Strangers choose these texts: what a database may refuse, or a terminal obey, is replaced. */
    private static String cut(String text, int length) {
        String printable = text.replaceAll("[^\\x20-\\x7E\\u00A0-\\uD7FF\\uE000-\\uFFFD]", "?");
        return printable.length() <= length ? printable : printable.substring(0, length);
    }
}
