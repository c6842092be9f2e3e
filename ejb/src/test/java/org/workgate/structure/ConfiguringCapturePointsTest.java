package org.workgate.structure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.groups.Tuple.tuple;

import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.workgate.platform.Logged;
import org.workgate.task.AttributeValues;
import org.workgate.task.TaskAttribute;

class ConfiguringCapturePointsTest {

    @Test
    void without_settings_it_is_the_sample_capture_point() {
        CapturePoint capturePoint = only(Map.of());

        assertThat(capturePoint.id()).isEqualTo("mq");
        assertThat(capturePoint.name()).isEqualTo("MQ Capture Point");
        assertThat(capturePoint.zone()).isEqualTo(ZoneId.of("UTC"));
        assertThat(capturePoint.life().checkIfCaptured()).isTrue();
        assertThat(capturePoint.limits().maxBytes()).isEqualTo(1_048_576);
    }

    @Test
    @Tag("R4")
    @Tag("R23")
    @Tag("R65")
    void settings_replace_the_defaults() {
        CapturePoint capturePoint = only(Map.of(
                "workgate.capture-point.connection-factory", "jms/other",
                "workgate.capture-point.zone", "Europe/Berlin",
                "workgate.capture-point.check-if-captured", "false"));

        assertThat(capturePoint.connectionFactory()).isEqualTo("jms/other");
        assertThat(capturePoint.zone()).isEqualTo(ZoneId.of("Europe/Berlin"));
        assertThat(capturePoint.life().checkIfCaptured()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "mq.name, '', 1 to 255 characters",
        "mq.intake, 9, 1 to 8",
        "mq.intake, first, 1 to 8",
        "mq.zone, Berlin, a time zone such as",
        "zone, Berlin, a time zone such as",
        "max-message-bytes, 1 MiB, a whole number from",
        "batch.max-messages, 0, from 1 to 1000",
        "check-if-captured, yes, true or false",
        "strict, 1, true or false",
        "update-task.extra-attributes, priority, 'one of channel, processId, reprioritizeDateTime'",
        "output.switched-off, Created, 'one of Error, Pong, TaskAssigned'",
        "transformation.max-milliseconds, 5, from 10 to 20000",
        "transformation.max-characters, many, a whole number from",
        "transformation.stack-kilobytes, 1, from 256 to 65536",
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

        assertThat(capturePoints.find("mq")).contains(capturePoints.all().get(0));
        assertThat(capturePoints.find("MQ")).isEmpty();
    }

    @Test
    void what_is_let_pass_and_what_goes_out_is_a_matter_of_settings() {
        CapturePoint standard = only(Map.of());
        CapturePoint other = only(Map.ofEntries(
                Map.entry("workgate.capture-point.trim-strings", "false"),
                Map.entry("workgate.capture-point.strict", "true"),
                Map.entry("workgate.capture-point.truncate", "true"),
                Map.entry("workgate.capture-point.restart-task.hold", "true"),
                Map.entry("workgate.capture-point.update-task.extra-attributes", "channel, processId"),
                Map.entry("workgate.capture-point.cross-capture-point", "true"),
                Map.entry("workgate.capture-point.check-finished", "false"),
                Map.entry("workgate.capture-point.allow-cancel-assigned", "true"),
                Map.entry("workgate.capture-point.activation-gate", "captured"),
                Map.entry("workgate.capture-point.not-yet-active", "wait"),
                Map.entry("workgate.capture-point.output.switched-off", "TaskInfo,Pong"),
                Map.entry("workgate.capture-point.output.emit-null", "true"),
                Map.entry("workgate.capture-point.output.copy-correlation-id", "true"),
                Map.entry("workgate.capture-point.output.correlate-notifications", "true"),
                Map.entry("workgate.capture-point.output.tell-rule-changes", "true")));

        assertThat(standard.reading()).isEqualTo(new CapturePoint.Reading(true, false, false, false, Set.of()));
        assertThat(standard.life()).isEqualTo(new CapturePoint.Life(true, true, false, false, false));
        assertThat(standard.crossCapturePoint()).isFalse();
        assertThat(standard.output().switchedOff()).isEmpty();
        assertThat(standard.defaults().isEmpty()).isTrue();
        assertThat(other.reading())
                .isEqualTo(new CapturePoint.Reading(
                        false, true, true, true, Set.of(TaskAttribute.CHANNEL, TaskAttribute.PROCESS_ID)));
        assertThat(other.life()).isEqualTo(new CapturePoint.Life(true, false, true, true, true));
        assertThat(other.crossCapturePoint()).isTrue();
        assertThat(other.output().switchedOff()).containsExactlyInAnyOrder("TaskInfo", "Pong");
        assertThat(other.output().emitNull()).isTrue();
        assertThat(other.output().copiesCorrelationId()).isTrue();
        assertThat(standard.output().correlatesNotifications()).isFalse();
        assertThat(other.output().correlatesNotifications()).isTrue();
        assertThat(standard.output().tellsRuleChanges()).isFalse();
        assertThat(other.output().tellsRuleChanges()).isTrue();
    }

    @Test
    void what_one_capture_point_does_not_say_for_itself_is_said_for_all() {
        var capturePoints = new CapturePoints(Settings.of(Map.ofEntries(
                Map.entry("workgate.capture-points", "mq, crm"),
                Map.entry("workgate.capture-point.crm.intake", "2"),
                Map.entry("workgate.capture-point.crm.zone", "Europe/Berlin"),
                Map.entry("workgate.capture-point.crm.default.Data.region", "EMEA"),
                Map.entry("workgate.capture-point.zone", "Asia/Tokyo"),
                Map.entry("workgate.capture-point.default.Data.region", "APAC"),
                Map.entry("workgate.capture-point.default.priority", "5"))));
        CapturePoint mq = capturePoints.find("mq").orElseThrow();
        CapturePoint crm = capturePoints.find("crm").orElseThrow();

        assertThat(capturePoints.all()).containsExactly(mq, crm);
        assertThat(mq.intake()).isEqualTo(1);
        assertThat(mq.name()).isEqualTo("MQ Capture Point");
        assertThat(mq.zone()).isEqualTo(ZoneId.of("Asia/Tokyo"));
        assertThat(mq.defaults())
                .isEqualTo(new AttributeValues(Map.of(TaskAttribute.PRIORITY, 5), Map.of("region", "APAC")));
        assertThat(crm.intake()).isEqualTo(2);
        assertThat(crm.name()).isEqualTo("crm");
        assertThat(crm.zone()).isEqualTo(ZoneId.of("Europe/Berlin"));
        assertThat(crm.defaults())
                .isEqualTo(new AttributeValues(Map.of(TaskAttribute.PRIORITY, 5), Map.of("region", "EMEA")));
    }

    // Never that of the machine
    @Test
    @Tag("R23")
    @Tag("A52")
    void a_capture_point_without_a_zone_has_that_of_its_tenant() {
        var capturePoints = new CapturePoints(Settings.of(Map.of(
                "workgate.capture-points", "mq,crm,bpm",
                "workgate.capture-point.crm.intake", "2",
                "workgate.capture-point.bpm.intake", "3",
                "workgate.capture-point.bpm.zone", "Europe/Berlin")));
        assertThat(capturePoints.all())
                .extracting(CapturePoint::zone)
                .as("as long as nobody knows the tenant")
                .containsExactly(ZoneId.of("UTC"), ZoneId.of("UTC"), ZoneId.of("Europe/Berlin"));

        try (var logged = new Logged(CapturePoints.class)) {
            capturePoints.adoptZones(Structures.of("""
                    tenants:
                    - id: east
                      timeZone: Asia/Tokyo
                      solutions: [{id: east, capturePoints: [crm, bpm]}]
                    - id: west
                      timeZone: America/New_York
                      solutions: [{id: west}]
                    """));

            assertThat(logged.messages())
                    .singleElement()
                    .asString()
                    .contains("capture point crm are in Asia/Tokyo, the zone of tenant east");
        }
        assertThat(capturePoints.all())
                .extracting(CapturePoint::id, CapturePoint::zone)
                .containsExactly(
                        tuple("mq", ZoneId.of("UTC")),
                        tuple("crm", ZoneId.of("Asia/Tokyo")),
                        tuple("bpm", ZoneId.of("Europe/Berlin")));
    }

    @Test
    @Tag("A52")
    void the_sample_capture_point_has_the_zone_that_the_sample_structure_names() {
        var capturePoints = new CapturePoints(Settings.of(Map.of()));

        capturePoints.adoptZones(FirstStructure.structure("sample"));

        assertThat(capturePoints.all()).extracting(CapturePoint::zone).containsExactly(ZoneId.of("UTC"));
    }

    @Test
    void a_capture_point_without_an_intake_takes_no_messages() {
        var capturePoints = new CapturePoints(Settings.of(Map.of(
                "workgate.capture-points", "crm,bpm",
                "workgate.capture-point.crm.intake", "none",
                "workgate.capture-point.bpm.intake", "none")));

        assertThat(capturePoints.all()).noneMatch(CapturePoint::takesMessages);
    }

    @ParameterizedTest
    @Tag("R38")
    @CsvSource({
        "'mq,,crm', different IDs",
        "'mq,mq', different IDs",
        "customer system, '1 to 16 letters, digits, - and _'",
        "12345678901234567, 1 to 16 letters",
    })
    void wrong_ids_are_refused(String ids, String right) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CapturePoints(Settings.of(Map.of("workgate.capture-points", ids))))
                .withMessageContaining("The setting workgate.capture-points is \"" + ids + "\"")
                .withMessageContaining(right);
    }

    @Test
    void an_id_with_which_a_setting_begins_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CapturePoints(Settings.of(
                        Map.of("workgate.capture-points", "batch", "workgate.capture-point.batch.intake", "1"))))
                .withMessageContaining("the ID \"batch\"");
    }

    @Test
    void a_further_capture_point_has_to_say_which_intake_it_has() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CapturePoints(Settings.of(Map.of("workgate.capture-points", "mq,crm"))))
                .withMessageContaining("workgate.capture-point.crm.intake")
                .withMessageContaining("1 to 8")
                .withMessageContaining("or none");
    }

    @Test
    void two_capture_points_cannot_have_the_same_intake() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CapturePoints(Settings.of(
                        Map.of("workgate.capture-points", "mq,crm", "workgate.capture-point.crm.intake", "1"))))
                .withMessageContaining("workgate.capture-point.mq.intake and workgate.capture-point.crm.intake")
                .withMessageContaining("\"1\"");
    }

    @Test
    void a_wrong_setting_of_one_is_named_as_its_own() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CapturePoints(Settings.of(Map.of(
                        "workgate.capture-point.zone", "UTC",
                        "workgate.capture-point.mq.zone", "Berlin"))))
                .withMessageContaining("workgate.capture-point.mq.zone is \"Berlin\"");
    }

    @Test
    @Tag("R9")
    void scripts_are_those_of_the_capture_point_and_start_from_their_folder() {
        CapturePoint transformed = only(Map.of(
                "workgate.scripts.dir", "../samples",
                "workgate.capture-point.transformation.in", "transformation/in.xsl",
                "workgate.capture-point.mq.transformation.out",
                        Path.of("../samples/transformation/out.xsl")
                                .toAbsolutePath()
                                .toString()));

        assertThat(transformed.scripts().in()).isNotNull();
        assertThat(transformed.scripts().out()).isNotNull();
        assertThat(only(Map.of()).scripts()).isEqualTo(new CapturePoint.Scripts(null, null));
    }

    @Test
    @Tag("A76")
    void a_script_that_cannot_be_used_is_named_with_its_setting_and_what_is_wrong() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CapturePoints(Settings.of(Map.of(
                        "workgate.scripts.dir", "../samples",
                        "workgate.capture-point.mq.transformation.out", "none.xsl"))))
                .withMessageContaining("workgate.capture-point.mq.transformation.out is \"none.xsl\"")
                .withMessageContaining("the path of an XSLT script that can be used")
                .withMessageContaining("samples/none.xsl: there is no such file");
    }

    // The name that users of the interface may know
    @Test
    @Tag("R65")
    void the_check_has_a_second_name_and_the_first_one_counts() {
        assertThat(only(Map.of("workgate.capture-point.check-if-already-captured", "false"))
                        .life()
                        .checkIfCaptured())
                .isFalse();
        assertThat(only(Map.of(
                                "workgate.capture-point.check-if-already-captured", "false",
                                "workgate.capture-point.check-if-captured", "true"))
                        .life()
                        .checkIfCaptured())
                .isTrue();
    }

    @ParameterizedTest
    @Tag("R65")
    @CsvSource({
        "mq.check-if-captured, mq.check-if-already-captured",
        "mq.check-if-captured, check-if-captured",
        "mq.check-if-already-captured, check-if-captured",
        "mq.check-if-already-captured, check-if-already-captured",
        "check-if-captured, check-if-already-captured",
    })
    void of_the_names_of_the_check_one_beats_another(String beating, String beaten) {
        for (boolean value : new boolean[] {true, false}) {
            assertThat(only(Map.of(
                                    "workgate.capture-point." + beating, Boolean.toString(value),
                                    "workgate.capture-point." + beaten, Boolean.toString(!value)))
                            .life()
                            .checkIfCaptured())
                    .isEqualTo(value);
        }
    }

    @Test
    void any_attribute_of_a_creation_can_have_a_default() {
        CapturePoint capturePoint = only(Map.of(
                "workgate.capture-point.default.priority", "5",
                "workgate.capture-point.default.Ext.customerSegment", "Silver",
                "workgate.capture-point.default.Data.region", "EMEA"));
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

    @ParameterizedTest
    @ValueSource(strings = {"timezone", "name", "crm.zone", "solution", "mq.tenant"})
    void a_setting_that_does_not_exist_is_refused(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CapturePoints(Settings.of(Map.of("workgate.capture-point." + name, "UTC"))))
                .withMessageContaining("There is no setting workgate.capture-point." + name)
                .withMessageContaining("workgate.capture-point.zone");
    }

    private static CapturePoint only(Map<String, String> settings) {
        List<CapturePoint> all = new CapturePoints(Settings.of(settings)).all();
        assertThat(all).hasSize(1);
        return all.get(0);
    }
}
