package org.workgate.platform;

import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.spi.JsonProvider;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.io.StringReader;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.workgate.task.AttributeChanges;

/**
 * Keeps what an event changed as the text of a JSON object:
 * {@code {"changed":[{"attribute":"priority","from":"1","to":"2"}],"ignored":["channel"]}}; without {@code from} or
 * {@code to} where there was or is no value.
 */
@Converter(autoApply = true)
public class AttributeChangesAsJson implements AttributeConverter<AttributeChanges, String> {

    private final JsonProvider json = JsonProvider.provider();

    @Override
    public @Nullable String convertToDatabaseColumn(@Nullable AttributeChanges changes) {
        if (changes == null) {
            return null;
        }
        JsonArrayBuilder changed = json.createArrayBuilder();
        for (AttributeChanges.Change change : changes.changed()) {
            JsonObjectBuilder entry = json.createObjectBuilder().add("attribute", change.attribute());
            add(entry, "from", change.from());
            add(entry, "to", change.to());
            changed.add(entry);
        }
        return json.createObjectBuilder()
                .add("changed", changed)
                .add("ignored", json.createArrayBuilder(changes.ignored()))
                .build()
                .toString();
    }

    private static void add(JsonObjectBuilder entry, String name, @Nullable String value) {
        if (value != null) {
            entry.add(name, value);
        }
    }

    @Override
    public @Nullable AttributeChanges convertToEntityAttribute(@Nullable String text) {
        if (text == null) {
            return null;
        }
        try (JsonReader reader = json.createReader(new StringReader(text))) {
            JsonObject changes = reader.readObject();
            List<AttributeChanges.Change> changed =
                    changes.getJsonArray("changed").getValuesAs(JsonObject.class).stream()
                            .map(entry -> new AttributeChanges.Change(
                                    entry.getString("attribute"),
                                    entry.getString("from", null),
                                    entry.getString("to", null)))
                            .toList();
            return new AttributeChanges(changed, changes.getJsonArray("ignored").getValuesAs(JsonString::getString));
        }
    }
}
