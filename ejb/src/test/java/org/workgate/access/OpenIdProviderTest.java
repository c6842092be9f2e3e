package org.workgate.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OpenIdProviderTest {

    private static Optional<OpenIdProvider> of(Map<String, String> settings) {
        return OpenIdProvider.of(name -> Optional.ofNullable(settings.get(name)));
    }

    @Test
    void without_an_issuer_there_is_none() {
        assertThat(of(Map.of())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"audience", "keys", "name-claim", "roles-claim"})
    void who_sets_anything_of_it_has_to_name_an_issuer(String setting) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> of(Map.of("workgate.oidc." + setting, "something")))
                .withMessage(
                        "The setting workgate.oidc." + setting + " means nothing without workgate.oidc.issuer, which"
                                + " has to say whose tokens let programs in");
    }

    @Test
    void issuer_and_audience_are_enough() {
        OpenIdProvider provider = of(Map.of(
                        "workgate.oidc.issuer", " https://login.example.com/realms/office/ ",
                        "workgate.oidc.audience", "workgate"))
                .orElseThrow();

        assertThat(provider.issuer()).isEqualTo("https://login.example.com/realms/office/");
        assertThat(provider.description())
                .hasToString("https://login.example.com/realms/office/.well-known/openid-configuration");
        assertThat(provider.keys()).isNull();
        assertThat(provider.nameClaim()).isEqualTo("sub");
        assertThat(provider.rolesClaim()).isEqualTo("roles");
    }

    @Test
    void where_its_keys_are_and_what_its_claims_are_called_can_be_set() {
        OpenIdProvider provider = of(Map.of(
                        "workgate.oidc.issuer", "http://localhost:8080",
                        "workgate.oidc.audience", "workgate",
                        "workgate.oidc.keys", "http://127.0.0.1:8080/keys",
                        "workgate.oidc.name-claim", "preferred_username",
                        "workgate.oidc.roles-claim", "realm_access.roles"))
                .orElseThrow();

        assertThat(provider.keys()).hasToString("http://127.0.0.1:8080/keys");
        assertThat(provider.nameClaim()).isEqualTo("preferred_username");
        assertThat(provider.rolesClaim()).isEqualTo("realm_access.roles");
    }

    @Test
    void without_an_audience_every_token_of_the_issuer_would_do() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> of(Map.of("workgate.oidc.issuer", "https://login.example.com")))
                .withMessageStartingWith("The setting workgate.oidc.audience is missing");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "login.example.com",
                "http://login.example.com",
                "ftp://localhost",
                "https:",
                "https://a b",
                "file:///etc/passwd"
            })
    void its_address_has_to_be_one_that_nobody_on_the_way_can_answer_for(String issuer) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> of(Map.of("workgate.oidc.issuer", issuer, "workgate.oidc.audience", "workgate")))
                .withMessageStartingWith("The setting workgate.oidc.issuer is \"" + issuer
                        + "\"; it has to be an address that begins with https://");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                OpenIdProvider.ISSUER,
                OpenIdProvider.AUDIENCE,
                OpenIdProvider.KEYS,
                OpenIdProvider.NAME_CLAIM,
                OpenIdProvider.ROLES_CLAIM
            })
    void its_settings_are_on_the_page_of_settings(String setting) throws IOException {
        assertThat(Files.readString(Path.of("../docs/settings.md"))).contains("| `" + setting + "` |");
    }
}
