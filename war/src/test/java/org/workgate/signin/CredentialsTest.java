package org.workgate.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialsTest {

    private static Credentials of(String authorization) {
        return Credentials.of(RequestOf.headers("GET", Map.of("Authorization", authorization)));
    }

    private static String encoded(String pair) {
        return Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void name_and_password_are_parted_by_the_first_colon() {
        assertThat(of("Basic " + encoded("admin:a:b"))).isEqualTo(new Credentials("admin", "a:b"));
    }

    @Test
    void they_are_read_as_utf_8_whatever_the_case_of_the_scheme() {
        assertThat(of("bAsIc " + encoded("jürgen:пароль"))).isEqualTo(new Credentials("jürgen", "пароль"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Basic", "Basic ", "Basic ???", "Basic YWRtaW4=", "Bearer YTpi", "BasicYTpi"})
    void what_cannot_be_read_is_nothing(String authorization) {
        assertThat(of(authorization)).isNull();
    }

    @Test
    void no_header_is_nothing() {
        assertThat(Credentials.of(RequestOf.headers("GET", Map.of()))).isNull();
        assertThat(Credentials.token(RequestOf.headers("GET", Map.of()))).isNull();
    }

    @Test
    void a_token_is_what_follows_its_scheme() {
        assertThat(Credentials.token(RequestOf.headers("GET", Map.of("Authorization", "bearer  a.b.c "))))
                .isEqualTo("a.b.c");
        assertThat(Credentials.token(RequestOf.headers("GET", Map.of("Authorization", "Basic YTpi"))))
                .isNull();
    }

    @Test
    void the_password_does_not_get_into_a_log_by_mistake() {
        assertThat(new Credentials("admin", "secret").toString()).doesNotContain("secret");
    }
}
