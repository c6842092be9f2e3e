package org.workgate.console;

import jakarta.ejb.EJB;
import jakarta.ejb.EJBException;
import jakarta.faces.context.FacesContext;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Serializable;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.workgate.operation.TaskOperations;
import org.workgate.reporting.TaskDetails;
import org.workgate.reporting.TaskListing;
import org.workgate.task.AttributeType;
import org.workgate.task.AttributeValues;
import org.workgate.task.Channel;
import org.workgate.task.InvalidValueException;
import org.workgate.task.Outcome;
import org.workgate.task.TaskAddress;
import org.workgate.task.TaskAttribute;
import org.workgate.task.TaskAttribute.Section;
import org.workgate.task.TaskCommand;

/** The page {@code /edit?id=}: changes the attributes of a task that may be changed, as UpdateTask does. */
@Named
@ViewScoped
public class Edit implements Serializable {

    private static final long serialVersionUID = 1L;

    /** How many custom attributes one can add at once. */
    private static final int NEW_CUSTOM = 2;

    @EJB
    private TaskOperations operations;

    @EJB
    private TaskListing listing;

    @Inject
    private FacesContext faces;

    @Inject
    private HttpServletRequest request;

    private @Nullable String id;
    private int brokerId;
    private int version;
    private @Nullable String captureId;
    private @Nullable String reason;
    private @Nullable String problem;
    private final List<Field> core = new ArrayList<>();
    private final List<Field> ext = new ArrayList<>();
    private final List<Field> custom = new ArrayList<>();

    /** One value on the page. */
    public static final class Field implements Serializable {

        private static final long serialVersionUID = 1L;

        private final @Nullable TaskAttribute attribute;
        private final boolean named;
        private @Nullable String name;
        private @Nullable String before;
        private @Nullable String text;
        private @Nullable String problem;

        /**
         * A field of the page.
         *
         * @param attribute what it is the value of; null for a custom attribute
         * @param name its name on the wire; null where it is still to be given
         * @param before its value, as it is shown; null for none
         */
        Field(@Nullable TaskAttribute attribute, @Nullable String name, @Nullable String before) {
            this.attribute = attribute;
            this.named = name != null;
            this.name = name;
            this.before = before;
            this.text = before;
        }

        /** The name on the wire. */
        public @Nullable String getName() {
            return name;
        }

        public void setName(@Nullable String name) {
            if (!named) {
                this.name = name == null || name.isBlank() ? null : name.strip();
            }
        }

        /** Whether its name is settled; a new custom attribute is named on the page. */
        public boolean isNamed() {
            return named;
        }

        public @Nullable String getText() {
            return text;
        }

        /** Takes what the browser sends. It shows no line breaks: a value that comes back as it was shown has not changed. */
        public void setText(@Nullable String sent) {
            String typed = stripped(sent);
            boolean asShown = before != null && Objects.equals(typed, stripped(before.replaceAll("[\r\n]", "")));
            text = asShown ? before : typed;
        }

        private static @Nullable String stripped(@Nullable String sent) {
            return sent == null || sent.isBlank() ? null : sent.strip();
        }

        /** What is wrong with it, or null. */
        public @Nullable String getProblem() {
            return problem;
        }

        /** The type of the field in HTML. */
        public String getInput() {
            return attribute != null && attribute.type() == AttributeType.DATE_TIME ? "datetime-local" : "text";
        }

        /** The keyboard that a telephone should show. */
        public String getKeyboard() {
            return attribute != null && attribute.type() == AttributeType.INTEGER ? "numeric" : "text";
        }

        /** The greatest number of characters that the browser lets in; the server counts again. */
        public int getMaxLength() {
            return attribute == null || attribute.type() != AttributeType.TEXT ? 255 : attribute.maxLength();
        }

        /** What is to be saved, as it would be shown; differs from what was shown where it was changed here. */
        private @Nullable String wanted() {
            return attribute == null ? text : Edit.text(value(attribute));
        }

        /**
         * Takes notice of the value that the task has by now. What was not changed here becomes that; what was stays as it was
         * typed.
         *
         * @return whether both have changed it, and not to the same
         */
        private boolean meets(@Nullable String now) {
            String wanted = wanted();
            boolean mine = !Objects.equals(wanted, before);
            boolean theirs = !Objects.equals(now, before);
            before = now;
            if (!mine) {
                text = now;
            }
            if (!mine || !theirs || Objects.equals(now, wanted)) {
                return false;
            }
            problem = "now: " + Objects.requireNonNullElse(now, "no value");
            return true;
        }

        /** What the text means, or null where there is none. */
        private @Nullable Object value(TaskAttribute typed) {
            if (text == null) {
                return null;
            }
            try {
                return switch (typed.type()) {
                    case TEXT -> text;
                    case INTEGER -> Integer.valueOf(text);
                    case DATE_TIME -> LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
                };
            } catch (NumberFormatException e) {
                throw new InvalidValueException(
                        typed.path(), "must be a whole number between -2147483647 and 2147483647");
            } catch (DateTimeException e) {
                throw new InvalidValueException(typed.path(), "must be a date and time such as 2030-03-06T17:00:00");
            }
        }
    }

    /** Fetches the task; where there is none, or an archived one, the answer is 404. */
    public void find() throws IOException {
        if (faces.isPostback()) {
            return;
        }
        TaskDetails details = Operate.number(id).flatMap(this::look).orElse(null);
        if (details == null) {
            faces.responseComplete();
            faces.getExternalContext().responseSendError(HttpServletResponse.SC_NOT_FOUND, null);
            return;
        }
        brokerId = details.brokerId();
        version = details.version();
        captureId = details.captureId();
        Stream.of(TaskAttribute.values())
                .filter(TaskAttribute::isUpdatable)
                .forEach(attribute -> (attribute.section() == Section.CORE ? core : ext)
                        .add(new Field(attribute, attribute.wireName(), value(attribute, details))));
        details.custom().forEach((name, value) -> custom.add(new Field(null, name, value)));
        for (int i = 0; i < NEW_CUSTOM; i++) {
            custom.add(new Field(null, null, null));
        }
    }

    private Optional<TaskDetails> look(int task) {
        return listing.details(task).filter(found -> !found.isArchived());
    }

    private static @Nullable String value(TaskAttribute attribute, TaskDetails details) {
        return text((attribute.section() == Section.CORE ? details.core() : details.ext()).get(attribute.wireName()));
    }

    private static @Nullable String text(@Nullable Object value) {
        return value instanceof Instant instant
                ? LocalDateTime.ofInstant(instant.truncatedTo(ChronoUnit.SECONDS), ZoneOffset.UTC)
                        .toString()
                : value == null ? null : value.toString();
    }

    /** Saves what was changed and leads back to the task; where something cannot be saved, nothing is. */
    public void save() throws IOException {
        problem = null;
        var attributes = new EnumMap<TaskAttribute, @Nullable Object>(TaskAttribute.class);
        var customValues = new LinkedHashMap<String, @Nullable String>();
        boolean valid = true;
        for (Field field : fields()) {
            field.problem = null;
            try {
                collect(field, attributes, customValues);
            } catch (InvalidValueException e) {
                field.problem = e.getMessage();
                valid = false;
            }
        }
        if (!valid) {
            problem = "Nothing was saved yet: look at the fields marked below.";
            return;
        }
        perform(new TaskCommand.Update(
                new TaskAddress(brokerId, null), new AttributeValues(attributes, customValues), List.of()));
    }

    /** Adds what is new in a field. Each is checked alone, so that each is told what is wrong with it. */
    private static void collect(
            Field field, Map<TaskAttribute, @Nullable Object> attributes, Map<String, @Nullable String> customValues) {
        TaskAttribute attribute = field.attribute;
        String name = field.name;
        AttributeValues change;
        if (attribute != null) {
            Object value = field.value(attribute);
            if (Objects.equals(text(value), field.before)) {
                return;
            }
            change = new AttributeValues(Collections.singletonMap(attribute, value), Map.of());
        } else if (name != null) {
            if (Objects.equals(field.text, field.before)) {
                return;
            }
            change = new AttributeValues(Map.of(), Collections.singletonMap(name, field.text));
        } else if (field.text != null) {
            throw new InvalidValueException("A new custom attribute", "needs a name");
        } else {
            return;
        }
        attributes.putAll(change.attributes());
        customValues.putAll(change.custom());
    }

    private void perform(TaskCommand.Update update) throws IOException {
        Outcome outcome;
        try {
            do {
                outcome = operations.perform(update, version, Channel.CONSOLE, reason);
            } while (outcome instanceof Outcome.Overtaken && catchUp());
        } catch (EJBException e) {
            if (e.getCause() instanceof InvalidValueException wrong) {
                problem = wrong.getMessage();
                return;
            }
            throw e;
        }
        if (outcome instanceof Outcome.Accepted || outcome instanceof Outcome.Pending) {
            String done = outcome instanceof Outcome.Pending ? "pending" : "update";
            faces.getExternalContext()
                    .redirect(request.getContextPath() + "/task?id=" + brokerId + "&done=" + done + "&count=1");
        } else if (outcome instanceof Outcome.Refused refused) {
            problem = refused.refusal().message();
        } else {
            problem = "Somebody else has changed this task meanwhile, and what you changed as well: look at the fields"
                    + " marked below. Nothing was saved yet; what you save now replaces what is there.";
        }
    }

    /**
     * Goes on from the task as it is by now. The product's own services change tasks every few minutes, so that this is about
     * nobody's values as a rule.
     *
     * @return whether what was changed here was changed by nobody else
     */
    private boolean catchUp() {
        TaskDetails present = look(brokerId).orElse(null);
        if (present == null) {
            // To be told by the operation why there is nothing to save any more.
            return true;
        }
        version = present.version();
        present.custom().keySet().stream()
                .filter(name -> custom.stream().noneMatch(field -> name.equals(field.name)))
                .forEach(name -> custom.add(custom.size() - NEW_CUSTOM, new Field(null, name, null)));
        boolean free = true;
        for (Field field : fields()) {
            TaskAttribute attribute = field.attribute;
            String name = field.name;
            if (attribute != null) {
                free &= !field.meets(value(attribute, present));
            } else if (name != null) {
                free &= !field.meets(present.custom().get(name));
            }
        }
        return free;
    }

    private List<Field> fields() {
        return Stream.of(core, ext, custom).flatMap(List::stream).toList();
    }

    public @Nullable String getId() {
        return id;
    }

    public void setId(@Nullable String id) {
        this.id = id;
    }

    public int getBrokerId() {
        return brokerId;
    }

    public @Nullable String getCaptureId() {
        return captureId;
    }

    public @Nullable String getReason() {
        return reason;
    }

    public void setReason(@Nullable String reason) {
        this.reason = reason == null || reason.isBlank() ? null : reason.strip();
    }

    /** What is wrong, or null. */
    public @Nullable String getProblem() {
        return problem;
    }

    public List<Field> getCore() {
        return core;
    }

    public List<Field> getExt() {
        return ext;
    }

    public List<Field> getCustom() {
        return custom;
    }
}
