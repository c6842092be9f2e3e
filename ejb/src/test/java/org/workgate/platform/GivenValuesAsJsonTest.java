package org.workgate.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.workgate.task.AttributeValues;
import org.workgate.task.PendingOperation.GivenValues;
import org.workgate.task.TaskAttribute;

class GivenValuesAsJsonTest {

    private final GivenValuesAsJson converter = new GivenValuesAsJson();

    @Test
    void what_an_update_gives_is_read_as_it_was_kept() {
        var attributes = new EnumMap<TaskAttribute, @Nullable Object>(TaskAttribute.class);
        attributes.put(TaskAttribute.PRIORITY, 7);
        attributes.put(TaskAttribute.DUE, Instant.parse("2026-11-25T10:00:00.000001Z"));
        attributes.put(TaskAttribute.CATEGORY, "a \"b\"");
        attributes.put(TaskAttribute.EXPIRATION, null);
        var custom = new LinkedHashMap<String, @Nullable String>();
        custom.put("region", "EMEA");
        custom.put("colour", null);
        var given = new GivenValues(new AttributeValues(attributes, custom), List.of("channel"));

        assertThat(converter.convertToEntityAttribute(converter.convertToDatabaseColumn(given)))
                .isEqualTo(given);
    }

    @Test
    void nothing_stays_nothing() {
        assertThat(converter.convertToDatabaseColumn(null)).isNull();
        assertThat(converter.convertToEntityAttribute(null)).isNull();
    }
}
