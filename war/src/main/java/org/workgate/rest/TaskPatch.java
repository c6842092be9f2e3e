package org.workgate.rest;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.ByteArrayInputStream;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.workgate.task.AttributeValues;
import org.workgate.task.InvalidValueException;
import org.workgate.task.TaskAttribute;

/**
 * The body of a request that changes a task: a JSON merge patch (RFC 7396) of the task as the API shows it, or only a reason.
 *
 * @param values what is given for attributes; null clears
 * @param reason the member {@code reason}, or null
 */
record TaskPatch(AttributeValues values, @Nullable String reason) {

    private static final Map<String, TaskAttribute> UPDATABLE = Stream.of(TaskAttribute.values())
            .filter(TaskAttribute::isUpdatable)
            .collect(Collectors.toMap(TaskAttribute::path, Function.identity()));

    /**
     * The body of a PATCH.
     *
     * @throws jakarta.ws.rs.WebApplicationException naming the member that cannot be used, and why
     */
    static TaskPatch of(byte[] body) {
        var attributes = new EnumMap<TaskAttribute, @Nullable Object>(TaskAttribute.class);
        var custom = new LinkedHashMap<String, @Nullable String>();
        String reason = null;
        for (Map.Entry<String, JsonValue> member : json(body).entrySet()) {
            switch (member.getKey()) {
                case "reason" -> reason = text("reason", member.getValue());
                case "Ext" ->
                    object("Ext", member.getValue()).forEach((name, value) -> give(attributes, "Ext/" + name, value));
                case "Data" ->
                    object("Data", member.getValue())
                            .forEach((name, value) -> custom.put(name, text("Data/" + name, value)));
                default -> give(attributes, member.getKey(), member.getValue());
            }
        }
        try {
            return new TaskPatch(new AttributeValues(attributes, custom), reason);
        } catch (InvalidValueException e) {
            throw Problem.of(e).thrown();
        }
    }

    /**
     * The body of another operation, which is empty or has a reason and nothing else.
     *
     * @throws jakarta.ws.rs.WebApplicationException naming the member that cannot be used
     */
    static @Nullable String reason(byte[] body) {
        if (body.length == 0) {
            return null;
        }
        JsonObject json = json(body);
        for (String name : json.keySet()) {
            if (!name.equals("reason")) {
                throw refused(name + " is not expected here; the body may have a reason");
            }
        }
        return json.containsKey("reason") ? text("reason", json.get("reason")) : null;
    }

    private static void give(Map<TaskAttribute, @Nullable Object> attributes, String path, JsonValue value) {
        TaskAttribute attribute = UPDATABLE.get(path);
        if (attribute == null) {
            throw refused(path + " is not changed by an update; "
                    + UPDATABLE.keySet().stream().sorted().collect(Collectors.joining(", "))
                    + " and custom attributes in Data are");
        }
        attributes.put(attribute, value == JsonValue.NULL ? null : typed(attribute, value));
    }

    static @Nullable Object typed(TaskAttribute attribute, JsonValue value) {
        return switch (attribute.type()) {
            case TEXT -> text(attribute.path(), value);
            case INTEGER -> number(attribute.path(), value);
            case DATE_TIME -> time(attribute.path(), value);
        };
    }

    private static Integer number(String path, JsonValue value) {
        if (value instanceof JsonNumber number && number.isIntegral()) {
            try {
                return number.intValueExact();
            } catch (ArithmeticException e) {
                throw refused(path + " must be a whole number between -2147483647 and 2147483647, not " + number);
            }
        }
        throw refused(path + " must be a whole number or null, not " + value);
    }

    private static @Nullable Object time(String path, JsonValue value) {
        String text = text(path, value);
        try {
            return text == null ? null : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw refused(path + " must be a time such as 2030-03-06T17:00:00Z, not \"" + text + "\"");
        }
    }

    /** The text without white space at its ends (A16); null for JSON's null and for an empty text (A49). */
    static @Nullable String text(String path, JsonValue value) {
        if (value == JsonValue.NULL) {
            return null;
        }
        if (value instanceof JsonString string) {
            String text = string.getString().strip();
            return text.isEmpty() ? null : text;
        }
        throw refused(path + " must be a text or null, not " + value);
    }

    static JsonObject object(String path, JsonValue value) {
        if (value instanceof JsonObject object) {
            return object;
        }
        throw refused(path + " must be an object, not " + value);
    }

    static JsonObject json(byte[] body) {
        try (JsonReader reader = Json.createReader(new ByteArrayInputStream(body))) {
            return reader.readObject();
        } catch (JsonException e) {
            throw refused("The body must be a JSON object");
        }
    }

    static RuntimeException refused(String detail) {
        return Problem.invalid(detail).thrown();
    }
}
