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

    private static final JsonProvider JSON = JsonProvider.provider();

    @Override
    public @Nullable String convertToDatabaseColumn(@Nullable AttributeChanges changes) {
        return changes == null ? null : toJson(changes).build().toString();
    }

    /** The object. */
    static JsonObjectBuilder toJson(AttributeChanges changes) {
        JsonArrayBuilder changed = JSON.createArrayBuilder();
        for (AttributeChanges.Change change : changes.changed()) {
            JsonObjectBuilder entry = JSON.createObjectBuilder().add("attribute", change.attribute());
            add(entry, "from", change.from());
            add(entry, "to", change.to());
            changed.add(entry);
        }
        return JSON.createObjectBuilder()
                .add("changed", changed)
                .add("ignored", JSON.createArrayBuilder(changes.ignored()));
    }

    /** Adds a value that is there. */
    static void add(JsonObjectBuilder entry, String name, @Nullable String value) {
        if (value != null) {
            entry.add(name, value);
        }
    }

    @Override
    public @Nullable AttributeChanges convertToEntityAttribute(@Nullable String text) {
        if (text == null) {
            return null;
        }
        try (JsonReader reader = JSON.createReader(new StringReader(text))) {
            return fromJson(reader.readObject());
        }
    }

    /** What the object says. */
    static AttributeChanges fromJson(JsonObject changes) {
        List<AttributeChanges.Change> changed = changes.getJsonArray("changed").getValuesAs(JsonObject.class).stream()
                .map(entry -> new AttributeChanges.Change(
                        entry.getString("attribute"), entry.getString("from", null), entry.getString("to", null)))
                .toList();
        return new AttributeChanges(changed, changes.getJsonArray("ignored").getValuesAs(JsonString::getString));
    }
}
