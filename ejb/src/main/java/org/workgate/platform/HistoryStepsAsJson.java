package org.workgate.platform;

import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import jakarta.json.spi.JsonProvider;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.io.StringReader;
import org.jspecify.annotations.Nullable;
import org.workgate.task.HistorySteps;
import org.workgate.task.TaskStatus;

/**
 * Keeps what services did after an event as the text of a JSON array of objects with {@code event}, {@code status},
 * {@code actor}, {@code changes} as {@link AttributeChangesAsJson} has them and {@code because} as {@link ExplanationAsJson} has
 * it, and a {@code reason} where there is one.
 */
@Converter(autoApply = true)
public class HistoryStepsAsJson implements AttributeConverter<HistorySteps, String> {

    private static final JsonProvider JSON = JsonProvider.provider();

    @Override
    public @Nullable String convertToDatabaseColumn(@Nullable HistorySteps steps) {
        if (steps == null) {
            return null;
        }
        JsonArrayBuilder array = JSON.createArrayBuilder();
        for (HistorySteps.Step step : steps.steps()) {
            JsonObjectBuilder entry = JSON.createObjectBuilder()
                    .add("event", step.event())
                    .add("status", step.statusAfter().name())
                    .add("actor", step.actor());
            AttributeChangesAsJson.add(entry, "reason", step.reason());
            array.add(entry.add("changes", AttributeChangesAsJson.toJson(step.changes()))
                    .add("because", ExplanationAsJson.toJson(step.because())));
        }
        return array.build().toString();
    }

    @Override
    public @Nullable HistorySteps convertToEntityAttribute(@Nullable String text) {
        if (text == null) {
            return null;
        }
        try (JsonReader reader = JSON.createReader(new StringReader(text))) {
            return new HistorySteps(reader.readArray().getValuesAs(JsonObject.class).stream()
                    .map(step -> new HistorySteps.Step(
                            step.getString("event"),
                            TaskStatus.valueOf(step.getString("status")),
                            step.getString("actor"),
                            step.getString("reason", null),
                            AttributeChangesAsJson.fromJson(step.getJsonObject("changes")),
                            ExplanationAsJson.fromJson(step.getJsonArray("because"))))
                    .toList());
        }
    }
}
