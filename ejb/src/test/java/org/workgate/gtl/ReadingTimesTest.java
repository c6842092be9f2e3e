package org.workgate.gtl;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.workgate.platform.Logged;

class ReadingTimesTest {

    private static GtlRequest read(String time, String zone) {
        var rules = new ReadingRules(ZoneId.of(zone), 10_000, 10, 100);
        return new GtlReader(rules)
                .read("<GTLMessages><CreateTask><ActionDateTime>" + time
                        + "</ActionDateTime></CreateTask></GTLMessages>")
                .get(0);
    }

    @ParameterizedTest
    @Tag("R22")
    @Tag("R23")
    @Tag("A51")
    @CsvSource({
        "2007-08-26T21:32:00, UTC, 2007-08-26T21:32:00Z",
        "2007-08-26T21:32:00, Europe/Berlin, 2007-08-26T19:32:00Z",
        "2007-01-26T21:32:00, Europe/Berlin, 2007-01-26T20:32:00Z",
        "2007-08-26T21:32:00Z, Europe/Berlin, 2007-08-26T21:32:00Z",
        "2007-08-26T21:32:00+05:30, Europe/Berlin, 2007-08-26T16:02:00Z",
        "2007-08-26T21:32:00-0130, Europe/Berlin, 2007-08-26T23:02:00Z",
        "2007-08-26T21:32:00-01, Europe/Berlin, 2007-08-26T22:32:00Z",
        "2007-08-26T21:32:00.5, UTC, 2007-08-26T21:32:00.5Z",
        "2007-08-26T21:32:00.123456789, UTC, 2007-08-26T21:32:00.123456Z",
        "2007-08-26T21:32:00.99999999999999999999Z, UTC, 2007-08-26T21:32:00.999999Z",
        "2024-02-29T00:00:00, UTC, 2024-02-29T00:00:00Z",
        "2024-02-28T24:00:00, UTC, 2024-02-29T00:00:00Z",
        "2024-12-31T24:00:00.000+01:00, UTC, 2024-12-31T23:00:00Z",
        "0001-01-01T00:00:00, Asia/Tokyo, 0000-12-31T14:41:01Z",
        "9999-12-31T23:59:59, America/New_York, +10000-01-01T04:59:59Z"
    })
    void times_are_of_the_zone_unless_they_say_otherwise(String text, String zone, Instant expected) {
        assertThat(((GtlRequest.TaskAction) read(text, zone)).actionDateTime()).isEqualTo(expected);
    }

    @ParameterizedTest
    @Tag("A51")
    @CsvSource({
        "2024-03-31T02:30:00, Europe/Berlin, 2024-03-31T01:30:00Z",
        "2024-10-27T02:30:00, Europe/Berlin, 2024-10-27T00:30:00Z",
        "2024-03-10T02:00:00, America/New_York, 2024-03-10T07:00:00Z",
        "2024-10-27T02:30:00+01:00, Europe/Berlin, 2024-10-27T01:30:00Z"
    })
    void a_skipped_time_is_shifted_and_of_a_doubled_one_the_first_is_taken(String text, String zone, Instant expected) {
        assertThat(((GtlRequest.TaskAction) read(text, zone)).actionDateTime()).isEqualTo(expected);
    }

    @ParameterizedTest
    @Tag("A51")
    @CsvSource({
        "2024-03-31T02:30:00, does not exist, 2024-03-31T03:30+02:00",
        "2024-10-27T02:30:00, occurs twice, 2024-10-27T02:30+02:00"
    })
    void how_a_skipped_or_doubled_time_is_taken_is_logged(String text, String what, String taken) {
        try (var logged = new Logged(WireTime.class)) {
            read(text, "Europe/Berlin");

            assertThat(logged.messages())
                    .singleElement()
                    .asString()
                    .contains("ActionDateTime", what + " in Europe/Berlin", "taken as " + taken);
        }
    }

    @ParameterizedTest
    @Tag("A51")
    @ValueSource(
            strings = {
                "2024-03-04",
                "2024-03-04T09:00",
                "2024-03-04 09:00:00",
                "2024-03-04t09:00:00",
                "2024-03-04T09.00.00",
                "2024/03/04T09:00:00",
                "20240304T090000",
                "2024-3-4T9:00:00",
                "2024-03-04T09:00:00.",
                "2024-03-04T09:00:00.Z",
                "2024-03-04T09:00:00,5",
                "2024-03-04T09:00:00z",
                "2024-03-04T09:00:00 Z",
                "2024-03-04T09:00:00ZZ",
                "2024-03-04T09:00:00Z:",
                "2024-03-04T09:00:00+",
                "2024-03-04T09:00:00+1",
                "2024-03-04T09:00:00+1:00",
                "2024-03-04T09:00:00+01:0",
                "2024-03-04T09:00:00+01:000",
                "2024-03-04T09:00:00+01:xx",
                "2024-03-04T09:00:00[UTC]",
                "+2024-03-04T09:00:00",
                "-024-03-04T09:00:00",
                "12024-03-04T09:00:00",
                "２０２４-03-04T09:00:00",
                "2024-W10-1T09:00:00",
                "now",
                "50"
            })
    void any_other_form_is_refused(String text) {
        Messages.assertUnreadable(
                read(text, "UTC"),
                "CreateTask",
                "/GTLMessages/CreateTask/ActionDateTime",
                "ActionDateTime must be a date and time such as 2007-08-26T21:32:00",
                text);
    }

    @ParameterizedTest
    @Tag("A51")
    @ValueSource(
            strings = {
                "2023-02-29T00:00:00",
                "2024-04-31T00:00:00",
                "2024-13-01T00:00:00",
                "2024-00-01T00:00:00",
                "2024-01-00T00:00:00",
                "2024-01-01T24:00:01",
                "2024-01-01T24:00:00.1",
                "2024-01-01T24:01:00",
                "2024-01-01T25:00:00",
                "2024-02-30T24:00:00",
                "2024-01-01T23:60:00",
                "2024-01-01T23:59:60",
                "2024-01-01T00:00:00+19:00",
                "2024-01-01T00:00:00-01:60"
            })
    void a_time_that_does_not_exist_is_refused(String text) {
        Messages.assertUnreadable(
                read(text, "UTC"),
                "CreateTask",
                "/GTLMessages/CreateTask/ActionDateTime",
                "ActionDateTime is a time that does not exist",
                text);
    }

    @ParameterizedTest
    @CsvSource({
        "0000-12-31T23:59:59, UTC",
        "0001-01-01T00:00:00+01:00, UTC",
        "9999-12-31T23:59:59-01:00, UTC",
        "9999-12-31T23:59:59Z, Asia/Tokyo"
    })
    void a_time_that_no_message_could_print_is_refused(String text, String zone) {
        Messages.assertUnreadable(
                read(text, zone),
                "CreateTask",
                "/GTLMessages/CreateTask/ActionDateTime",
                "ActionDateTime must lie between the years 0001 and 9999 in " + zone,
                text);
    }
}
