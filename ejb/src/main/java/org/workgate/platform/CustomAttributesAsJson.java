package org.workgate.platform;

import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.spi.JsonProvider;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.io.StringReader;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;
import org.workgate.task.CustomAttributes;

/** Keeps custom attributes as the text of a JSON object, in their order (A77). */
@Converter(autoApply = true)
public class CustomAttributesAsJson implements AttributeConverter<CustomAttributes, String> {

    // The static methods of Json would look for the provider on the class path at every call.
    private final JsonProvider json = JsonProvider.provider();

    @Override
    public @Nullable String convertToDatabaseColumn(@Nullable CustomAttributes attributes) {
        if (attributes == null) {
            return null;
        }
        JsonObjectBuilder object = json.createObjectBuilder();
        attributes.asMap().forEach(object::add);
        return object.build().toString();
    }

    @Override
    public @Nullable CustomAttributes convertToEntityAttribute(@Nullable String text) {
        if (text == null) {
            return null;
        }
        var values = new LinkedHashMap<String, String>();
        try (JsonReader reader = json.createReader(new StringReader(text))) {
            reader.readObject().forEach((name, value) -> values.put(name, ((JsonString) value).getString()));
        }
        return CustomAttributes.of(values);
    }
}
