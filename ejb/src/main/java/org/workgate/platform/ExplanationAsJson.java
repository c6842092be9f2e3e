package org.workgate.platform;

import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.spi.JsonProvider;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.io.StringReader;
import org.jspecify.annotations.Nullable;
import org.workgate.task.Explanation;

/**
 * Keeps which rows of rules fired as the text of a JSON array:
 * {@code [{"place":"prioritization, global","table":"Prioritization","version":1,"row":2,"effects":["priority 40"]}]}, each with
 * an {@code annotation} where the row has one.
 */
@Converter(autoApply = true)
public class ExplanationAsJson implements AttributeConverter<Explanation, String> {

    private static final JsonProvider JSON = JsonProvider.provider();

    @Override
    public @Nullable String convertToDatabaseColumn(@Nullable Explanation explanation) {
        return explanation == null ? null : toJson(explanation).build().toString();
    }

    /** The array. */
    static JsonArrayBuilder toJson(Explanation explanation) {
        JsonArrayBuilder rows = JSON.createArrayBuilder();
        for (Explanation.Row row : explanation.rows()) {
            JsonObjectBuilder entry = JSON.createObjectBuilder()
                    .add("place", row.place())
                    .add("table", row.table())
                    .add("version", row.version())
                    .add("row", row.row());
            AttributeChangesAsJson.add(entry, "annotation", row.annotation());
            rows.add(entry.add("effects", JSON.createArrayBuilder(row.effects())));
        }
        return rows;
    }

    @Override
    public @Nullable Explanation convertToEntityAttribute(@Nullable String text) {
        if (text == null) {
            return null;
        }
        try (JsonReader reader = JSON.createReader(new StringReader(text))) {
            return fromJson(reader.readArray());
        }
    }

    /** What the array says. */
    static Explanation fromJson(JsonArray rows) {
        return new Explanation(rows.getValuesAs(JsonObject.class).stream()
                .map(row -> new Explanation.Row(
                        row.getString("place"),
                        row.getString("table"),
                        row.getInt("version"),
                        row.getInt("row"),
                        row.getString("annotation", null),
                        row.getJsonArray("effects").getValuesAs(JsonString::getString)))
                .toList());
    }
}
