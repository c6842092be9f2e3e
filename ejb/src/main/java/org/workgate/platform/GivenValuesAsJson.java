package org.workgate.platform;

import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.io.StringReader;
import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;
import org.workgate.task.AttributeValues;
import org.workgate.task.PendingOperation.GivenValues;
import org.workgate.task.TaskAttribute;

/**
 * Keeps what an update gives as the text of a JSON object:
 * {@code {"attributes":{"PRIORITY":7,"DUE":null},"custom":{"region":"EMEA"},"ignored":["channel"]}}.
 */
@Converter(autoApply = true)
public class GivenValuesAsJson implements AttributeConverter<GivenValues, String> {

    private static final JsonProvider JSON = JsonProvider.provider();

    @Override
    public @Nullable String convertToDatabaseColumn(@Nullable GivenValues given) {
        if (given == null) {
            return null;
        }
        JsonObjectBuilder attributes = JSON.createObjectBuilder();
        given.values().attributes().forEach((attribute, value) -> add(attributes, attribute.name(), value));
        JsonObjectBuilder custom = JSON.createObjectBuilder();
        given.values().custom().forEach((name, value) -> add(custom, name, value));
        return JSON.createObjectBuilder()
                .add("attributes", attributes)
                .add("custom", custom)
                .add("ignored", JSON.createArrayBuilder(given.ignored()))
                .build()
                .toString();
    }

    private static void add(JsonObjectBuilder json, String name, @Nullable Object value) {
        if (value == null) {
            json.addNull(name);
        } else if (value instanceof Integer number) {
            json.add(name, number);
        } else {
            json.add(name, value.toString());
        }
    }

    @Override
    public @Nullable GivenValues convertToEntityAttribute(@Nullable String text) {
        if (text == null) {
            return null;
        }
        try (JsonReader reader = JSON.createReader(new StringReader(text))) {
            JsonObject json = reader.readObject();
            var attributes = new EnumMap<TaskAttribute, @Nullable Object>(TaskAttribute.class);
            json.getJsonObject("attributes").forEach((name, value) -> {
                TaskAttribute attribute = TaskAttribute.valueOf(name);
                attributes.put(attribute, value(attribute, value));
            });
            var custom = new LinkedHashMap<String, @Nullable String>();
            json.getJsonObject("custom")
                    .forEach((name, value) ->
                            custom.put(name, value == JsonValue.NULL ? null : ((JsonString) value).getString()));
            return new GivenValues(
                    new AttributeValues(attributes, custom),
                    json.getJsonArray("ignored").getValuesAs(JsonString::getString));
        }
    }

    private static @Nullable Object value(TaskAttribute attribute, JsonValue value) {
        if (value == JsonValue.NULL) {
            return null;
        }
        return switch (attribute.type()) {
            case INTEGER -> ((JsonNumber) value).intValueExact();
            case TEXT -> ((JsonString) value).getString();
            case DATE_TIME -> Instant.parse(((JsonString) value).getString());
        };
    }
}
