package org.workgate.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jose.util.ResourceRetriever;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import com.nimbusds.jwt.proc.JWTProcessor;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.security.PermitAll;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URL;
import java.security.GeneralSecurityException;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import javax.net.ssl.SSLContext;
import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;
import org.workgate.access.AuditEntry.Event;

/**
 * Lets programs in by the tokens of an OpenID provider (JWT, RFC 9068 or as the provider makes them), where the settings name one.
 * A token has to be signed by a key of the provider with an asymmetric algorithm, issued by it for the audience that the settings
 * name, and not expired; a minute of difference between clocks is borne.
 *
 * <p>The provider is asked for its keys with the first token, and again when a token names a key that is not known, twice in half a
 * minute at most; keys are good for an hour more when it does not answer.
 */
@Singleton
@Startup
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
@PermitAll
@SuppressWarnings("NullAway.Init") // the container calls begin before anything else
public class BearerTokens {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int MAX_BYTES = 1 << 20;
    private static final Duration OUTAGE = Duration.ofHours(1);

    /** How long a provider that has not answered is not asked again. */
    private static final Duration SILENCE = Duration.ofSeconds(10);

    /** Most characters of what is wrong with a token, in which its bearer has a share. */
    private static final int MOST_TOLD = 200;

    private static final Logger LOG = System.getLogger(BearerTokens.class.getName());

    /** Who can check with the key of one of these cannot sign with it. */
    private static final Set<JWSAlgorithm> ALGORITHMS = Set.of(
            JWSAlgorithm.RS256,
            JWSAlgorithm.RS384,
            JWSAlgorithm.RS512,
            JWSAlgorithm.PS256,
            JWSAlgorithm.PS384,
            JWSAlgorithm.PS512,
            JWSAlgorithm.ES256,
            JWSAlgorithm.ES384,
            JWSAlgorithm.ES512);

    @Inject
    private Config config;

    @Inject
    private Clock clock;

    @Inject
    private AuditTrail auditTrail;

    private @Nullable OpenIdProvider provider;
    private Recollection recorded;
    private final ReentrantLock asking = new ReentrantLock();
    private volatile Instant silentUntil = Instant.MIN;
    private volatile @Nullable JWTProcessor<SecurityContext> processor;

    /** Has a setting that is wrong stop the start, and not the first token. */
    @PostConstruct
    void begin() {
        provider = OpenIdProvider.of(
                        name -> config.getOptionalValue(name, String.class).filter(value -> !value.isBlank()))
                .orElse(null);
        recorded = new Recollection(clock, Passwords.REMEMBERED);
    }

    /** Whether there is a provider whose tokens are taken. */
    public boolean areTaken() {
        return provider != null;
    }

    /**
     * Whether somebody may come in with this token.
     *
     * @param token any text
     * @param remoteAddress the address that asks
     */
    public Admission admit(String token, String remoteAddress) {
        if (provider == null) {
            return new Admission.TokenRefused("no OpenID provider is configured here, so name and password are needed");
        }
        try {
            SignedJWT signed = SignedJWT.parse(token);
            JWTProcessor<SecurityContext> checking = processor(provider);
            if (checking == null) {
                return new Admission.ProviderSilent();
            }
            JWTClaimsSet claims = checking.process(signed, null);
            String name = name(claims, provider);
            record("in " + name, Event.SIGNED_IN, name, remoteAddress, "By a token of " + provider.issuer());
            return new Admission.Admitted(name, roles(claims, provider), null);
        } catch (BadJOSEException | ParseException e) {
            return refused(printable(e.getMessage()), remoteAddress);
        } catch (RateLimitReachedException e) {
            return isSilent()
                    ? new Admission.ProviderSilent()
                    : refused(
                            "its key is none of those that the provider had a moment ago; if it is new, try again in half"
                                    + " a minute",
                            remoteAddress);
        } catch (JOSEException | IOException e) {
            return silent(e);
        }
    }

    /** Nobody is asked again for a while, lest all that ask here wait for it. */
    private Admission silent(Exception e) {
        if (!isSilent()) {
            LOG.log(
                    Level.WARNING,
                    "No keys are to be had from the OpenID provider, so that no new token can be checked",
                    e);
        }
        silentUntil = clock.instant().plus(SILENCE);
        return new Admission.ProviderSilent();
    }

    private boolean isSilent() {
        return clock.instant().isBefore(silentUntil);
    }

    private Admission refused(String why, String remoteAddress) {
        record("out", Event.SIGN_IN_FAILED, "", remoteAddress, "By a token: " + why);
        return new Admission.TokenRefused(why);
    }

    /** Once in a while for each address, since tokens come with each request, and anybody can make up wrong ones. */
    private void record(String what, Event event, String name, String remoteAddress, String detail) {
        if (recorded.add(what + ' ' + remoteAddress)) {
            auditTrail.record(event, name, remoteAddress, detail);
        }
    }

    private static String name(JWTClaimsSet claims, OpenIdProvider provider) throws ParseException {
        String name = claims.getStringClaim(provider.nameClaim());
        if (name == null
                || name.isBlank()
                || name.length() > UserAccount.MAX_NAME_LENGTH
                || !name.codePoints().allMatch(BearerTokens::canBeWritten)) {
            throw new ParseException(
                    "claim " + provider.nameClaim() + " has to be a name of 1 to " + UserAccount.MAX_NAME_LENGTH
                            + " printable characters",
                    0);
        }
        return name;
    }

    /** In messages too, where it says who did something. */
    private static boolean canBeWritten(int codePoint) {
        return !Character.isISOControl(codePoint)
                && Character.isDefined(codePoint)
                && Character.getType(codePoint) != Character.SURROGATE
                && Character.getType(codePoint) != Character.FORMAT;
    }

    /** Those that can be given here; a provider has others for other applications. */
    private static Set<String> roles(JWTClaimsSet claims, OpenIdProvider provider) {
        Object value = claims.getClaim(provider.rolesClaim());
        if (value == null) {
            value = claims.getClaims();
            for (String step : provider.rolesClaim().split("\\.", -1)) {
                value = value instanceof Map<?, ?> object ? object.get(step) : null;
            }
        }
        List<?> names = value instanceof List<?> list
                ? list
                : value instanceof String text ? List.of(text.split(" ", -1)) : List.of();
        return Role.groups(
                names.stream().map(String::valueOf).filter(Role::canBeGiven).toList());
    }

    /** A stranger has a share in it, and it becomes a header. */
    private static String printable(@Nullable String why) {
        if (why == null) {
            return "it cannot be read";
        }
        String printable = why.replaceAll("[^\\x20-\\x7E]|[\"\\\\]", "'");
        return printable.length() <= MOST_TOLD ? printable : printable.substring(0, MOST_TOLD);
    }

    /** What checks tokens; null where the provider is just being asked for its description, or did not answer a moment ago. */
    private @Nullable JWTProcessor<SecurityContext> processor(OpenIdProvider of) throws IOException {
        JWTProcessor<SecurityContext> present = processor;
        if (present != null) {
            return present;
        }
        if (isSilent() || !asking.tryLock()) {
            return null;
        }
        try {
            ResourceRetriever retriever = retriever();
            processor = processor(of, keys(of, retriever), retriever);
            return processor;
        } finally {
            asking.unlock();
        }
    }

    /**
     * Trusts whom the JVM trusts, whatever the server connects to besides: what is its default for outgoing connections may be there
     * for a queue manager alone.
     */
    private static ResourceRetriever retriever() throws IOException {
        try {
            SSLContext trust = SSLContext.getInstance("TLS");
            trust.init(null, null, null);
            int patience = Math.toIntExact(PATIENCE.toMillis());
            return new DefaultResourceRetriever(patience, patience, MAX_BYTES, true, trust.getSocketFactory());
        } catch (GeneralSecurityException e) {
            throw new IOException("The JVM has no TLS to ask the OpenID provider with", e);
        }
    }

    private JWTProcessor<SecurityContext> processor(OpenIdProvider of, URL keys, ResourceRetriever retriever) {
        JWKSource<SecurityContext> source = JWKSourceBuilder.create(keys, retriever)
                // It would run threads that the server does not know.
                .refreshAheadCache(false)
                .outageTolerant(OUTAGE.toMillis())
                .build();
        var made = new DefaultJWTProcessor<SecurityContext>();
        made.setJWSTypeVerifier(new DefaultJOSEObjectTypeVerifier<>(
                JOSEObjectType.JWT, new JOSEObjectType("at+jwt"), new JOSEObjectType("application/at+jwt"), null));
        made.setJWSKeySelector(new JWSVerificationKeySelector<>(ALGORITHMS, source));
        made.setJWTClaimsSetVerifier(
                new DefaultJWTClaimsVerifier<>(
                        of.audience(),
                        new JWTClaimsSet.Builder().issuer(of.issuer()).build(),
                        Set.of("exp", of.nameClaim())) {
                    @Override
                    protected Date currentTime() {
                        return Date.from(clock.instant());
                    }
                });
        return made;
    }

    private static URL keys(OpenIdProvider of, ResourceRetriever retriever) throws IOException {
        URL known = of.keys();
        if (known != null) {
            return known;
        }
        URL description = of.description();
        try {
            Map<String, Object> says = JSONObjectUtils.parse(
                    retriever.retrieveResource(description).getContent());
            if (!of.issuer().equals(JSONObjectUtils.getString(says, "issuer"))) {
                throw new IOException(description + " is the description of another issuer, "
                        + JSONObjectUtils.getString(says, "issuer") + "; compare " + OpenIdProvider.ISSUER);
            }
            return OpenIdProvider.address(
                    "jwks_uri of " + description, String.valueOf(JSONObjectUtils.getString(says, "jwks_uri")));
        } catch (ParseException | IllegalArgumentException e) {
            throw new IOException(description + " is no description of an OpenID provider: " + e.getMessage(), e);
        }
    }
}
