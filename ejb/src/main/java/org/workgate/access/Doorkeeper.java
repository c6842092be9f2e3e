package org.workgate.access;

import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import org.jspecify.annotations.Nullable;
import org.workgate.access.AuditEntry.Event;

/**
 * Lets users in: checks names and passwords, or tokens, slows down guessing, and keeps an audit trail of both.
 *
 * <p>The audit trail has every password that failed; a refusal without check when its waiting time begins, not again for each attempt
 * within it; and a success once per name and address in {@link Passwords#REMEMBERED}, since clients of the HTTP API sign in
 * with each request. Tokens that are refused are there once in that time for each address. It is written in transactions of its own.
 */
@Stateless
@PermitAll
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class Doorkeeper {

    @Inject
    private EntityManager entityManager;

    @Inject
    private Passwords passwords;

    @Inject
    private AuditTrail auditTrail;

    @Inject
    private FirstUser firstUser;

    @Inject
    private BearerTokens tokens;

    /**
     * Checks whether somebody may come in.
     *
     * @param name the name that was given, any text
     * @param password the password that was given, any text
     * @param remoteAddress the address that asks
     */
    public Admission admit(String name, String password, String remoteAddress) {
        firstUser.ensurePassword();
        UserAccount account = find(name);
        String hash = account == null ? null : account.passwordHash();
        Passwords.Finding finding = passwords.check(name, password, remoteAddress, hash);
        if (finding instanceof Passwords.Finding.TooMany tooMany) {
            return new Admission.Throttled(tooMany.delay());
        }
        if (finding instanceof Passwords.Finding.Wrong wrong) {
            auditTrail.record(Event.SIGN_IN_FAILED, name, remoteAddress, null);
            if (!wrong.delay().isZero()) {
                String detail = "No further attempt for " + wrong.delay().toSeconds() + " s";
                auditTrail.record(Event.SIGN_IN_THROTTLED, name, remoteAddress, detail);
            }
            return new Admission.Refused();
        }
        if (account == null) {
            throw new IllegalStateException("Nobody knows the password of an account that does not exist");
        }
        if (finding instanceof Passwords.Finding.Right) {
            auditTrail.record(Event.SIGNED_IN, name, remoteAddress, null);
        }
        return new Admission.Admitted(account.name(), account.roles());
    }

    /** Whether there is an OpenID provider whose tokens let somebody in. */
    public boolean takesTokens() {
        return tokens.areTaken();
    }

    /**
     * Checks whether somebody may come in by a token of the OpenID provider.
     *
     * @param token the token that was given, any text
     * @param remoteAddress the address that asks
     */
    public Admission admit(String token, String remoteAddress) {
        return tokens.admit(token, remoteAddress);
    }

    /** A database may refuse to look for what cannot be the name of an account. */
    private @Nullable UserAccount find(String name) {
        boolean possible = !name.isEmpty()
                && name.length() <= UserAccount.MAX_NAME_LENGTH
                && name.chars().allMatch(c -> c > ' ' && c < 0x7F);
        return possible ? entityManager.find(UserAccount.class, name) : null;
    }
}
