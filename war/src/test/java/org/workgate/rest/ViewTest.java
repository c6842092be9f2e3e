package org.workgate.rest;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.workgate.capture.MessageRecord;
import org.workgate.capture.MessageRecord.State;

class ViewTest {

    @Test
    void a_body_that_is_text_is_shown_as_text() {
        String text = "<a>Grüße \uD83D\uDE00\u0000</a>";

        assertThat(MessageBody.of(text.getBytes(StandardCharsets.UTF_8))).isEqualTo(new MessageBody(text, null));
    }

    @Test
    void a_body_that_is_no_text_is_shown_as_base64_and_says_so() {
        assertThat(MessageBody.of(new byte[] {'<', (byte) 0xff})).isEqualTo(new MessageBody("PP8=", "base64"));
    }

    @Test
    void a_body_that_may_not_be_read_is_not_shown() {
        assertThat(MessageBody.of(null)).isEqualTo(new MessageBody(null, null));
    }

    @ParameterizedTest
    @CsvSource({"QUEUED, queued", "PROCESSED, processed", "BACKED_OUT, backed-out"})
    void the_state_of_a_message_is_spelt_as_the_contract_has_it(State state, String spelt) {
        var message = new MessageRecord("m1", "mq", state, Instant.EPOCH, null, List.of());

        assertThat(MessageView.of(message).state()).isEqualTo(spelt);
    }

    @Test
    void a_problem_has_what_rfc_9457_asks_for_and_a_code() {
        try (JsonReader reader = Json.createReader(new StringReader(
                Problem.badParameter("wait", "6\"1", "a number").json()))) {
            JsonObject json = reader.readObject();

            assertThat(json.getString("type")).isEqualTo("about:blank");
            assertThat(json.getString("title")).isEqualTo("Bad Request");
            assertThat(json.getInt("status")).isEqualTo(400);
            assertThat(json.getString("code")).isEqualTo("INVALID_FORMAT");
            assertThat(json.getString("detail")).isEqualTo("The parameter wait is \"6\"1\"; it has to be a number");
        }
    }
}
