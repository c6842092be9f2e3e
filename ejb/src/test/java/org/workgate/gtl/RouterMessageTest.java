package org.workgate.gtl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.workgate.task.InvalidValueException;
import org.workgate.task.TaskAttribute;

class RouterMessageTest {

    @Test
    void a_message_is_written_with_its_fields_and_a_value_for_each_key() {
        var attributes = new LinkedHashMap<String, @Nullable Object>();
        attributes.put("GTL_priority", 7);
        attributes.put("GTL_dueDateTime", Instant.parse("2026-11-25T10:00:00.5Z"));
        attributes.put("GTL_data_note", "a < b & c");
        attributes.put("GTL_channel", null);

        assertThat(new RouterMessage("Update", Map.of("DistributionId", "d1"), attributes).text())
                .isEqualTo("<Update><DistributionId>d1</DistributionId><Attributes><GTL_priority>7</GTL_priority>"
                        + "<GTL_dueDateTime>2026-11-25T10:00:00Z</GTL_dueDateTime>"
                        + "<GTL_data_note>a &lt; b &amp; c</GTL_data_note><GTL_channel/></Attributes></Update>");
    }

    @Test
    void a_message_is_read_as_it_was_written() {
        var attributes = new LinkedHashMap<String, @Nullable Object>();
        attributes.put("GTL_priority", "7");
        attributes.put("GTL_channel", null);
        var message = new RouterMessage("Completed", Map.of("DistributionId", "d1", "Reason", "<paid>"), attributes);

        assertThat(RouterMessage.read(message.text())).isEqualTo(message);
    }

    @Test
    void what_stands_around_values_does_not_matter() {
        RouterMessage message = RouterMessage.read("""
                <?xml version="1.0"?>
                <r:Assigned xmlns:r="urn:router"> <!-- who -->
                  <r:DistributionId> d1 </r:DistributionId>
                  <r:Agent><![CDATA[ann]]></r:Agent>
                  <r:Reason/>
                </r:Assigned>
                """);

        assertThat(message)
                .isEqualTo(new RouterMessage("Assigned", Map.of("DistributionId", "d1", "Agent", "ann"), Map.of()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Assigned",
                "<Assigned>",
                "<!DOCTYPE a [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><a>&e;</a>",
                "<a><b><c><d/></c></b></a>",
            })
    void what_is_no_such_message_is_refused(String text) {
        assertThatThrownBy(() -> RouterMessage.read(text))
                .isInstanceOf(InvalidValueException.class)
                .hasMessageStartingWith("The message cannot be read: ");
    }

    @Test
    void a_message_that_is_too_large_is_refused() {
        assertThatThrownBy(
                        () -> RouterMessage.read("<Returned><Reason>" + "a".repeat(1 << 20) + "</Reason></Returned>"))
                .isInstanceOf(InvalidValueException.class)
                .hasMessageContaining("at most 1048576 are allowed");
    }

    @ParameterizedTest
    @CsvSource({
        "PRIORITY, 7, 7",
        "DUE, 2026-11-25T10:00:00Z, 2026-11-25T10:00:00Z",
        "DUE, 2026-11-25T11:00:00+01:00, 2026-11-25T10:00:00Z",
        "CHANNEL, Fax, Fax"
    })
    void a_value_has_the_type_of_its_attribute(TaskAttribute attribute, String text, String value) {
        assertThat(RouterMessage.typed(attribute, "key", text)).hasToString(value);
    }

    @ParameterizedTest
    @CsvSource({"PRIORITY, high", "DUE, tomorrow", "CHANNEL, a text that is longer than the attribute may be"})
    void a_value_of_another_type_or_length_is_refused(TaskAttribute attribute, String text) {
        assertThatThrownBy(() -> RouterMessage.typed(attribute, "GTL_key", text))
                .isInstanceOf(InvalidValueException.class)
                .hasMessageContaining("GTL_key");
    }
}
