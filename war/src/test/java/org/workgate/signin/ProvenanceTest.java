package org.workgate.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProvenanceTest {

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "PATCH", "DELETE"})
    void a_change_asked_for_by_a_page_of_another_origin_is_forged(String method) {
        assertThat(Provenance.isForged(RequestOf.headers(method, Map.of("Origin", "http://evil.example"))))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "http://localhost",
                "http://localhost:9081",
                "https://localhost:9080",
                "http://localhost:9080.evil"
            })
    void what_only_looks_like_the_own_origin_is_another(String origin) {
        assertThat(Provenance.isForged(RequestOf.headers("POST", Map.of("Origin", origin))))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"cross-site", "same-site", "none"})
    void a_change_that_the_browser_says_comes_from_elsewhere_is_forged(String site) {
        var headers = Map.of("Origin", "http://localhost:9080", "Sec-Fetch-Site", site);

        assertThat(Provenance.isForged(RequestOf.headers("POST", headers))).isTrue();
    }

    @Test
    void a_change_asked_for_by_an_own_page_is_not_forged() {
        var headers = Map.of("Origin", "http://LOCALHOST:9080", "Sec-Fetch-Site", "same-origin");

        assertThat(Provenance.isForged(RequestOf.headers("POST", headers))).isFalse();
    }

    @Test
    void a_program_that_tells_no_origin_is_not_forged() {
        assertThat(Provenance.isForged(RequestOf.headers("POST", Map.of()))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "OPTIONS"})
    void a_look_from_elsewhere_is_not_forged(String method) {
        assertThat(Provenance.isForged(RequestOf.headers(method, Map.of("Sec-Fetch-Site", "cross-site"))))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "false, 127.0.0.1, true",
        "false, 127.8.9.10, true",
        "false, 0:0:0:0:0:0:0:1, true",
        "false, 192.0.2.7, false",
        "false, 2001:db8::7, false",
        "false, localhost, false",
        "false, unknown, false",
        "true, 192.0.2.7, true"
    })
    void passwords_travel_encrypted_or_not_at_all(boolean secure, String address, boolean confidential) {
        assertThat(Provenance.isConfidential(RequestOf.answering(Map.of("isSecure", secure, "getRemoteAddr", address))))
                .isEqualTo(confidential);
    }
}
