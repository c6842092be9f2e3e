package org.workgate.access;

import jakarta.annotation.Resource;
import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Singleton;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.workgate.access.AuditEntry.Event;

/**
 * The user {@code admin} with every role, made at the first start. An administrator may remove it when there is another one.
 *
 * <p>The password is {@code workgate.admin.password} (environment {@code WORKGATE_ADMIN_PASSWORD}). Where that is not set at
 * the first start, one is generated into the file {@code admin-password} in {@code workgate.data.dir}, which only its owner
 * can read. Where it is set at a later start and differs, it replaces the password before anybody is let in, and the file goes.
 */
@Singleton
@PermitAll
public class FirstUser {

    static final String NAME = "admin";

    private static final Logger LOG = System.getLogger(FirstUser.class.getName());

    @Inject
    @ConfigProperty(name = "workgate.admin.password")
    private Optional<String> givenPassword;

    @Inject
    @ConfigProperty(name = "workgate.data.dir")
    private Path dataDir;

    @Inject
    private EntityManager entityManager;

    @Inject
    private Passwords passwords;

    @Inject
    private AuditTrail auditTrail;

    @Inject
    private Clock clock;

    @Resource
    private TransactionSynchronizationRegistry transaction;

    private boolean passwordEnsured;

    /** Sees to it that there is a user. */
    public void ensureExists() {
        if (entityManager
                        .createQuery("select count(u) from UserAccount u", Long.class)
                        .getSingleResult()
                == 0) {
            // Written before the account is: a crash between them leaves a file that the next start takes up.
            String password =
                    givenPassword.orElseGet(() -> passwordFileIn(dataDir).readOrGenerate());
            entityManager.persist(new UserAccount(NAME, passwords.hash(password), Role.ALL, now()));
            entityManager.flush();
            if (givenPassword.isPresent()) {
                passwordFileIn(dataDir).delete();
            }
            passwordEnsured = true;
        }
    }

    /**
     * Sees to it that the user has the given password, if it is still there, once after each start. Whoever lets users in calls it
     * first, and the start as soon as it has ended: to check a password takes so long that it does not wait for it.
     */
    public void ensurePassword() {
        if (passwordEnsured) {
            return;
        }
        ensureExists();
        givenPassword.ifPresent(password -> {
            UserAccount account = entityManager.find(UserAccount.class, NAME);
            if (account == null) {
                LOG.log(
                        Level.WARNING,
                        "The setting workgate.admin.password counts for nothing: there is no user {0} any more; another"
                                + " administrator can make one of this name on the page Users of the console",
                        NAME);
            } else if (!passwords.matches(password, account.passwordHash())) {
                account.changePassword(passwords.hash(password), now());
                auditTrail.record(Event.PASSWORD_CHANGED, NAME, null, "Taken from workgate.admin.password at start");
                entityManager.flush();
            }
            passwordFileIn(dataDir).delete();
        });
        passwordEnsured = true;
    }

    /**
     * Removes the file with the generated password, if that was the password of this account until now, when the caller's transaction has
     * committed, which replaces it.
     */
    public void forgetGenerated(String name) {
        if (name.equals(NAME)) {
            transaction.registerInterposedSynchronization(new Synchronization() {

                @Override
                public void beforeCompletion() {
                    // the password that the file has counts until the end
                }

                @Override
                public void afterCompletion(int status) {
                    if (status == Status.STATUS_COMMITTED) {
                        passwordFileIn(dataDir).delete();
                    }
                }
            });
        }
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private static PasswordFile passwordFileIn(Path folder) {
        return new PasswordFile(folder.resolve("admin-password"));
    }

    /** The file with the generated password; empty where the password is given or the file has been removed. */
    public Optional<Path> passwordFile() {
        return givenPassword.isPresent()
                ? Optional.empty()
                : passwordFileIn(dataDir).existing();
    }
}
