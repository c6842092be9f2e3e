package org.workgate.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignInTest {

    @ParameterizedTest
    @ValueSource(strings = {"/", "/tasks", "/tasks?status=Held&q=a%20b", "/task?id=7"})
    void signing_in_leads_on_to_a_page_of_this_server(String address) {
        assertThat(SignIn.isOwnPage(address)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "tasks",
                "//evil.example",
                "/\\evil.example",
                "\\\\evil.example",
                "http://evil.example/",
                "javascript:alert(1)",
                "/tasks\r\nSet-Cookie: a=b",
                "/\t/evil.example",
                "/tasks é"
            })
    void signing_in_leads_nowhere_else(String address) {
        assertThat(SignIn.isOwnPage(address)).isFalse();
    }

    @Test
    void signing_in_without_a_page_in_mind_leads_to_none() {
        assertThat(SignIn.isOwnPage(null)).isFalse();
    }
}
