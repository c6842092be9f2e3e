package org.workgate.access;

import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
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
    private UserAccounts accounts;

    @Inject
    private Passwords passwords;

    @Inject
    private AuditTrail auditTrail;

    @Inject
    private FirstUser firstUser;

    @Inject
    private BearerTokens tokens;

    @Inject
    private Clock clock;

    /**
     * Checks whether somebody may come in.
     *
     * @param name the name that was given, any text
     * @param password the password that was given, any text
     * @param remoteAddress the address that asks
     */
    public Admission admit(String name, String password, String remoteAddress) {
        firstUser.ensurePassword();
        UserAccount account = accounts.find(name).orElse(null);
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
        return admitted(account);
    }

    private static Admission.Admitted admitted(UserAccount account) {
        return new Admission.Admitted(account.name(), Role.groups(account.roles()), account.passwordSince());
    }

    /**
     * What somebody may do now who was admitted by name and password before.
     *
     * @param passwordSince as it was told then
     * @return nothing where the account has been removed, or its password replaced
     */
    public Optional<Admission.Admitted> stillAdmitted(String name, Instant passwordSince) {
        return accounts.find(name)
                .filter(account -> account.passwordSince().equals(passwordSince))
                .map(Doorkeeper::admitted);
    }

    /**
     * Replaces the password of somebody who knows it. Sessions of the console that began with the old one end.
     *
     * @param present the present password, any text; checked and recorded as at the sign-in
     * @return admitted by the new password; refused or throttled because of the present one, which then stays
     * @throws InvalidUserException if the new password cannot be used
     */
    @TransactionAttribute(TransactionAttributeType.REQUIRED)
    public Admission changePassword(String name, String present, String replacement, String remoteAddress) {
        Passwords.demandFit(name, replacement);
        Admission admission = admit(name, present, remoteAddress);
        if (!(admission instanceof Admission.Admitted admitted)) {
            return admission;
        }
        UserAccount account = accounts.lock(name)
                .filter(locked -> locked.passwordSince().equals(admitted.passwordSince()))
                .orElse(null);
        if (account == null) {
            return new Admission.Refused();
        }
        account.changePassword(passwords.hash(replacement), clock.instant().truncatedTo(ChronoUnit.MICROS));
        accounts.flush();
        auditTrail.changed(Event.PASSWORD_CHANGED, name, remoteAddress, "By the user");
        firstUser.forgetGenerated(name);
        return admitted(account);
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
}
