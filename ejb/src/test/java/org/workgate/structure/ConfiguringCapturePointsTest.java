package org.workgate.structure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.ZoneId;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.workgate.task.AttributeValues;
import org.workgate.task.TaskAttribute;

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
        "strict, 1, true or false",
        "update-task.extra-attributes, priority, 'one of channel, processId, reprioritizeDateTime'",
        "output.switched-off, Created, 'one of Error, Pong, TaskAssigned'",
        "default.priority, high, a whole number from -2147483647",
        "default.dueDateTime, tomorrow, a time such as 2030-03-06T17:00:00Z",
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

    // R16, A16, A22, A24, A32, A37, A39, A42, A44, A49, A54
    @Test
    void what_is_let_pass_and_what_goes_out_is_a_matter_of_settings() {
        CapturePoint standard = new CapturePoints(Settings.of(Map.of())).own();
        CapturePoint other = new CapturePoints(Settings.of(Map.ofEntries(
                        Map.entry("workgate.capture-point.trim-strings", "false"),
                        Map.entry("workgate.capture-point.strict", "true"),
                        Map.entry("workgate.capture-point.truncate", "true"),
                        Map.entry("workgate.capture-point.restart-task.hold", "true"),
                        Map.entry("workgate.capture-point.update-task.extra-attributes", "channel, processId"),
                        Map.entry("workgate.capture-point.cross-capture-point", "true"),
                        Map.entry("workgate.capture-point.check-finished", "false"),
                        Map.entry("workgate.capture-point.allow-cancel-assigned", "true"),
                        Map.entry("workgate.capture-point.output.switched-off", "TaskInfo,Pong"),
                        Map.entry("workgate.capture-point.output.emit-null", "true"),
                        Map.entry("workgate.capture-point.output.copy-correlation-id", "true"))))
                .own();

        assertThat(standard.reading()).isEqualTo(new CapturePoint.Reading(true, false, false, false, Set.of()));
        assertThat(standard.life()).isEqualTo(new CapturePoint.Life(true, true, false));
        assertThat(standard.crossCapturePoint()).isFalse();
        assertThat(standard.output().switchedOff()).isEmpty();
        assertThat(standard.defaults().isEmpty()).isTrue();
        assertThat(other.reading())
                .isEqualTo(new CapturePoint.Reading(
                        false, true, true, true, Set.of(TaskAttribute.CHANNEL, TaskAttribute.PROCESS_ID)));
        assertThat(other.life()).isEqualTo(new CapturePoint.Life(true, false, true));
        assertThat(other.crossCapturePoint()).isTrue();
        assertThat(other.output().switchedOff()).containsExactlyInAnyOrder("TaskInfo", "Pong");
        assertThat(other.output().emitNull()).isTrue();
        assertThat(other.output().copiesCorrelationId()).isTrue();
    }

    // R65: the name that users of the interface may know
    @Test
    void the_check_has_a_second_name_and_the_first_one_counts() {
        assertThat(new CapturePoints(Settings.of(Map.of("workgate.capture-point.check-if-already-captured", "false")))
                        .own()
                        .life()
                        .checkIfCaptured())
                .isFalse();
        assertThat(new CapturePoints(Settings.of(Map.of(
                                "workgate.capture-point.check-if-already-captured", "false",
                                "workgate.capture-point.check-if-captured", "true")))
                        .own()
                        .life()
                        .checkIfCaptured())
                .isTrue();
    }

    @Test
    void any_attribute_of_a_creation_can_have_a_default() {
        CapturePoint capturePoint = new CapturePoints(Settings.of(Map.of(
                        "workgate.capture-point.default.priority", "5",
                        "workgate.capture-point.default.Ext.customerSegment", "Silver",
                        "workgate.capture-point.default.Data.region", "EMEA")))
                .own();
        var given = new AttributeValues(Map.of(TaskAttribute.PRIORITY, 9), Map.of("Region", "APAC"));

        assertThat(capturePoint.defaults())
                .isEqualTo(new AttributeValues(
                        Map.of(TaskAttribute.PRIORITY, 5, TaskAttribute.CUSTOMER_SEGMENT, "Silver"),
                        Map.of("region", "EMEA")));
        assertThat(given.orElse(capturePoint.defaults()))
                .isEqualTo(new AttributeValues(
                        Map.of(TaskAttribute.PRIORITY, 9, TaskAttribute.CUSTOMER_SEGMENT, "Silver"),
                        Map.of("Region", "APAC")));
    }

    @Test
    void a_default_that_the_attribute_cannot_have_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CapturePoints(
                        Settings.of(Map.of("workgate.capture-point.default.channel", "x".repeat(33)))))
                .withMessageContaining("channel has 33 characters, but at most 32 are allowed");
    }

    @Test
    void a_setting_that_does_not_exist_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CapturePoints(Settings.of(Map.of("workgate.capture-point.timezone", "UTC"))))
                .withMessageContaining("There is no setting workgate.capture-point.timezone")
                .withMessageContaining("workgate.capture-point.zone");
    }
}
