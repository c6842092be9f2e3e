package org.workgate.access;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The OpenID provider whose tokens let programs in, as the settings {@code workgate.oidc.*} name it.
 *
 * @param issuer who issues the tokens, exactly as they say it
 * @param audience for whom they have to be
 * @param keys where its keys are; null for where the provider's own description says
 * @param nameClaim which claim of a token is the name of the user
 * @param rolesClaim which claim has the roles; where none is called so, dots lead into objects
 */
record OpenIdProvider(
        String issuer, String audience, @Nullable URL keys, String nameClaim, String rolesClaim) {

    static final String ISSUER = "workgate.oidc.issuer";
    static final String AUDIENCE = "workgate.oidc.audience";
    static final String KEYS = "workgate.oidc.keys";
    static final String NAME_CLAIM = "workgate.oidc.name-claim";
    static final String ROLES_CLAIM = "workgate.oidc.roles-claim";

    /**
     * The provider, if one is named.
     *
     * @param setting gives the value of a setting by its name, which is not blank
     * @throws IllegalArgumentException if a setting is wrong; says which, and what would be right
     */
    static Optional<OpenIdProvider> of(Function<String, Optional<String>> setting) {
        Function<String, Optional<String>> value = name -> setting.apply(name).map(String::strip);
        String issuer = value.apply(ISSUER).orElse(null);
        if (issuer == null) {
            for (String other : List.of(AUDIENCE, KEYS, NAME_CLAIM, ROLES_CLAIM)) {
                if (value.apply(other).isPresent()) {
                    throw new IllegalArgumentException("The setting " + other + " means nothing without " + ISSUER
                            + ", which has to say whose tokens let programs in");
                }
            }
            return Optional.empty();
        }
        address(ISSUER, issuer);
        return Optional.of(new OpenIdProvider(
                issuer,
                value.apply(AUDIENCE)
                        .orElseThrow(() -> new IllegalArgumentException("The setting " + AUDIENCE + " is missing: with "
                                + ISSUER + " it has to say which audience tokens for Workgate have, lest those for"
                                + " others let somebody in")),
                value.apply(KEYS).map(keys -> address(KEYS, keys)).orElse(null),
                value.apply(NAME_CLAIM).orElse("sub"),
                value.apply(ROLES_CLAIM).orElse("roles")));
    }

    /** What the provider says of itself, by OpenID Connect Discovery. */
    URL description() {
        return address(ISSUER, issuer.replaceFirst("/$", "") + "/.well-known/openid-configuration");
    }

    /** Keys that somebody on the way can exchange are worth nothing, so it is HTTPS except on the same machine. */
    static URL address(String setting, String value) {
        try {
            URI uri = new URI(value);
            String host = uri.getHost();
            boolean here =
                    host != null && List.of("localhost", "127.0.0.1", "[::1]").contains(host);
            if (host != null && ("https".equals(uri.getScheme()) || (here && "http".equals(uri.getScheme())))) {
                return uri.toURL();
            }
        } catch (URISyntaxException | java.net.MalformedURLException e) {
            throw wrong(setting, value, e);
        }
        throw wrong(setting, value, null);
    }

    private static IllegalArgumentException wrong(String setting, String value, @Nullable Exception cause) {
        return new IllegalArgumentException(
                "The setting " + setting + " is \"" + value
                        + "\"; it has to be an address that begins with https:// (with http:// only on this machine)",
                cause);
    }
}
