package org.workgate.structure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.ZoneId;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** R4, R6, R23, R38, R65. */
class ConfiguringCapturePointsTest {

    @Test
    void without_settings_it_is_the_sample_capture_point() {
        CapturePoint capturePoint = new CapturePoints(Settings.of(Map.of())).own();

        assertThat(capturePoint.id()).isEqualTo("mq");
        assertThat(capturePoint.name()).isEqualTo("MQ Capture Point");
        assertThat(capturePoint.zone()).isEqualTo(ZoneId.of("UTC"));
        assertThat(capturePoint.life().checkIfCaptured()).isTrue();
        assertThat(capturePoint.limits().maxBytes()).isEqualTo(1_048_576);
    }

    @Test
    void settings_replace_the_defaults() {
        CapturePoint capturePoint = new CapturePoints(Settings.of(Map.of(
                        "workgate.capture-point.id", "crm",
                        "workgate.capture-point.zone", "Europe/Berlin",
                        "workgate.capture-point.check-if-captured", "false")))
                .own();

        assertThat(capturePoint.id()).isEqualTo("crm");
        assertThat(capturePoint.zone()).isEqualTo(ZoneId.of("Europe/Berlin"));
        assertThat(capturePoint.life().checkIfCaptured()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "id, 12345678901234567, 1 to 16 characters",
        "zone, Berlin, a time zone such as",
        "max-message-bytes, 1 MiB, a whole number from",
        "batch.max-messages, 0, from 1 to 1000",
        "check-if-captured, yes, true or false",
    })
    void a_wrong_setting_is_named_with_its_value_and_what_would_be_right(String name, String value, String right) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CapturePoints(Settings.of(Map.of("workgate.capture-point." + name, value))))
                .withMessageContaining("workgate.capture-point." + name)
                .withMessageContaining("\"" + value + "\"")
                .withMessageContaining(right);
    }

    @Test
    void capture_points_are_found_by_their_exact_id() {
        var capturePoints = new CapturePoints(Settings.of(Map.of()));

        assertThat(capturePoints.find("mq")).contains(capturePoints.own());
        assertThat(capturePoints.find("MQ")).isEmpty();
    }
}
