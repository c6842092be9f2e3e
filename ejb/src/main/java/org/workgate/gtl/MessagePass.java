package org.workgate.gtl;

import java.io.StringReader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import javax.xml.XMLConstants;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;
import org.workgate.task.AttributeValues;
import org.workgate.task.Characters;
import org.workgate.task.CustomAttributes;
import org.workgate.task.Refusal;
import org.workgate.task.TaskAddress;
import org.workgate.task.TaskAttribute;
import org.workgate.task.TaskCommand;

/** One pass of the parser over the text of one message, from its beginning to its end. Is used once. */
final class MessagePass {

    private static final XMLInputFactory PARSERS = hardenedParsers();

    private static final int ROOT = 1;
    private static final int ACTION = 2;
    private static final int IN_SECTION = 4;

    private static final Field.Format CUSTOM_NAME = Field.text(CustomAttributes.MAX_LENGTH);

    /** The In messages (1.0), and the one Out message that is no unknown action (A37). */
    private enum Action {
        CREATE_TASK("CreateTask"),
        GET_TASK_INFO("GetTaskInfo"),
        UPDATE_TASK("UpdateTask"),
        COMPLETE_TASK("CompleteTask"),
        HOLD_TASK("HoldTask"),
        RESUME_TASK("ResumeTask"),
        RESTART_TASK("RestartTask"),
        CANCEL_TASK("CancelTask"),
        PING("Ping"),
        ERROR("Error");

        private static final Names<Action> NAMES = new Names<>(List.of(values()), action -> action.printed);

        private final String printed;

        Action(String printed) {
            this.printed = printed;
        }
    }

    /** The message as a whole cannot be read: it is not XML, not this format, or beyond a limit. */
    static final class Broken extends Exception {

        private static final long serialVersionUID = 1L;

        private final String place;

        private Broken(String detail, String place) {
            super(detail, null, false, false);
            this.place = place;
        }

        /** The place as an Error gives it (A38). */
        String place() {
            return place;
        }
    }

    private final ReadingRules rules;
    private final XMLStreamReader parser;

    /** The names, as received, of the open elements down to the values in sections. */
    private final String[] path = new String[IN_SECTION];

    /** How many elements are open. */
    private int depth;

    /** How many elements there were so far. */
    private int elements;

    /** Which child of the root was opened last, 1 being the first. */
    private int child;

    /** The depth of the element that a fault would be about. */
    private int judged = ROOT;

    /** The name, as received, of the last element that gave a CaptureId. */
    private String captureIdElement = "";

    private final StringBuilder text = new StringBuilder();

    /** What is being read. */
    private Action action = Action.PING;

    /** What the present action gives outside the task's attributes, by printed name. */
    private Map<String, @Nullable Object> standard = Map.of();

    /** What it gives for core and extended attributes. */
    private Map<TaskAttribute, @Nullable Object> attributes = Map.of();

    /** What it gives for custom attributes. */
    private Map<String, @Nullable String> custom = Map.of();

    /** The paths of attributes that it gives in vain (A32). */
    private Set<String> ignored = Set.of();

    /** The spelling first seen of its custom names, by lower case (A9). */
    private Map<String, String> customSpellings = Map.of();

    /** A pass over this text, which is within the size that the rules allow. */
    MessagePass(String message, ReadingRules rules) throws Broken {
        this.rules = rules;
        if (isXml11(message)) {
            // It would let characters in that an Out message, which is XML 1.0, cannot carry.
            throw new Broken("The message is XML 1.1, but must be XML 1.0", "/");
        }
        if (hasDocumentType(message)) {
            throw withDocumentType();
        }
        try {
            this.parser = parser(message);
        } catch (XMLStreamException e) {
            throw notWellFormed(e);
        }
    }

    /** A parser of a text that nothing outside it is read with. */
    static XMLStreamReader parser(String text) throws XMLStreamException {
        return PARSERS.createXMLStreamReader(new StringReader(text));
    }

    /** Looks itself, since of two declarations the parser follows the first and tells of the second. */
    private static boolean isXml11(String message) {
        return declaration(message).contains("1.1");
    }

    /**
     * What the XML declaration says with which a message begins, or an empty text where it begins with none; there is white space
     * behind {@code <?xml}, unlike in a processing instruction whose name begins so.
     */
    static String declaration(String message) {
        int said = "<?xml".length();
        int end = message.startsWith("<?xml") ? message.indexOf("?>", said) : -1;
        return end > said && isSpace(message.charAt(said)) ? message.substring(said, end) : "";
    }

    /**
     * Whether a document type declaration stands before the root. The parser need not see it at all: even told to know
     * nothing of them, it reads over them, stumbles over some and reports others.
     */
    private static boolean hasDocumentType(String message) {
        int at = 0;
        while (at >= 0) {
            while (at < message.length() && isSpace(message.charAt(at))) {
                at++;
            }
            if (message.startsWith("<?", at)) {
                at = after(message, "?>", at + 2);
            } else if (message.startsWith("<!--", at)) {
                at = after(message, "-->", at + 4);
            } else {
                return message.startsWith("<!DOCTYPE", at);
            }
        }
        return false;
    }

    private static int after(String message, String close, int from) {
        int found = message.indexOf(close, from);
        return found < 0 ? -1 : found + close.length();
    }

    /**
     * The JDK's own parser, whatever else the server offers. Its factory is safe to use from several threads once it is set
     * up, as long as it does not reuse parsers.
     */
    private static XMLInputFactory hardenedParsers() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
        factory.setXMLResolver((publicId, systemId, baseUri, namespace) -> {
            throw new XMLStreamException("Nothing outside the message is read");
        });
        // Namespaces are ignored (A12), so a prefix that nobody declared does no harm.
        factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, false);
        // The size cap bounds names already, and a name that is too long concerns one action, not the whole message.
        factory.setProperty("jdk.xml.maxXMLNameLimit", Integer.toString(Integer.MAX_VALUE));
        return factory;
    }

    /** What the message asks for, in its order; never empty. */
    List<GtlRequest> requests() throws Broken {
        int event;
        do {
            event = next();
        } while (event != XMLStreamConstants.START_ELEMENT);
        String root = localName();
        if (!root.equalsIgnoreCase("GTLMessages") && !root.equalsIgnoreCase("GTLMessage")) {
            throw new Broken("The root element must be GTLMessages, not " + XmlText.shown(root), place());
        }
        var requests = new ArrayList<GtlRequest>();
        while ((event = next()) != XMLStreamConstants.END_DOCUMENT) {
            if (event == XMLStreamConstants.START_ELEMENT) {
                requests.add(request());
            }
        }
        if (requests.isEmpty()) {
            judged = ROOT;
            throw new Broken("There is no action in the message, such as CreateTask or Ping", place());
        }
        return requests;
    }

    /** Reads over a message of whatever format, which a script is to read after it. */
    void readOver() throws Broken {
        int event;
        do {
            event = next();
        } while (event != XMLStreamConstants.END_DOCUMENT);
    }

    private GtlRequest request() throws Broken {
        String name = localName();
        Action known = Action.NAMES.get(name);
        try {
            GtlRequest request = known == null ? unknown(name) : request(known);
            skip(ACTION);
            return request;
        } catch (Malformed fault) {
            String place = place();
            skip(ACTION);
            return new GtlRequest.Unreadable(
                    known == null ? XmlText.shown(name) : known.printed,
                    Refusal.invalidFormat(String.valueOf(fault.getMessage()), place));
        }
    }

    private GtlRequest unknown(String name) throws Malformed {
        judged = ACTION;
        throw new Malformed("There is no action " + XmlText.shown(name)
                + "; there are CreateTask, GetTaskInfo, UpdateTask, CompleteTask, HoldTask, ResumeTask, RestartTask,"
                + " CancelTask and Ping");
    }

    private GtlRequest request(Action opened) throws Malformed, Broken {
        judged = ACTION;
        action = opened;
        standard = new HashMap<>();
        attributes = new EnumMap<>(TaskAttribute.class);
        custom = new LinkedHashMap<>();
        customSpellings = new HashMap<>();
        ignored = new LinkedHashSet<>();
        return switch (opened) {
            case CREATE_TASK -> create();
            case UPDATE_TASK -> update();
            case RESTART_TASK -> {
                values(Field.OF_RESTART_TASK);
                yield taskAction(new TaskCommand.Restart(address(), holds()));
            }
            case GET_TASK_INFO -> taskAction(new TaskCommand.Query(addressAlone()));
            case COMPLETE_TASK -> taskAction(new TaskCommand.Complete(addressAlone()));
            case HOLD_TASK -> taskAction(new TaskCommand.Hold(addressAlone()));
            case RESUME_TASK -> taskAction(new TaskCommand.Resume(addressAlone()));
            case CANCEL_TASK -> taskAction(new TaskCommand.Cancel(addressAlone()));
            case PING -> new GtlRequest.Ping();
            case ERROR -> new GtlRequest.ForeignError();
        };
    }

    private GtlRequest create() throws Malformed, Broken {
        withSections(Field.OF_CREATE_TASK, Field.OF_CREATED_EXT);
        return taskAction(new TaskCommand.Create(
                (String) standard.get(Field.CAPTURE_ID.name()), new AttributeValues(attributes, custom), holds()));
    }

    private GtlRequest update() throws Malformed, Broken {
        withSections(Field.OF_UPDATE_TASK, Field.OF_UPDATED_EXT);
        return taskAction(
                new TaskCommand.Update(address(), new AttributeValues(attributes, custom), List.copyOf(ignored)));
    }

    /** Reads the children of the action that was just opened, up to its end. */
    private void withSections(Names<Field> known, Names<Field> knownExt) throws Malformed, Broken {
        int event;
        while ((event = next()) != XMLStreamConstants.END_ELEMENT) {
            if (event == XMLStreamConstants.START_ELEMENT) {
                String name = localName();
                if (name.equalsIgnoreCase("Ext")) {
                    values(knownExt);
                } else if (name.equalsIgnoreCase("Data")) {
                    customValues();
                } else {
                    value(name, known);
                }
            }
        }
    }

    private TaskAddress addressAlone() throws Malformed, Broken {
        values(Field.OF_TASK_ACTION);
        return address();
    }

    /** Which task is meant, when everything is read. */
    private TaskAddress address() throws Malformed {
        var brokerId = (Integer) standard.get(Field.BROKER_ID.name());
        var captureId = (String) standard.get(Field.CAPTURE_ID.name());
        if (brokerId == null && captureId == null) {
            judged = ACTION;
            throw new Malformed(action.printed + " must say which task: BrokerId or CaptureId is missing");
        }
        if (brokerId == null || captureId == null) {
            return new TaskAddress(brokerId, captureId);
        }
        // Whether they are of one task is not for the reader to know, but where that would have to be said is.
        path[ACTION] = captureIdElement;
        judged = ACTION + 1;
        return new TaskAddress(brokerId, captureId, place());
    }

    private boolean holds() {
        return Boolean.TRUE.equals(standard.get(Field.HOLD.name()));
    }

    private GtlRequest taskAction(TaskCommand command) {
        return new GtlRequest.TaskAction(
                action.printed,
                command,
                (String) standard.get(Field.ACTOR.name()),
                (String) standard.get(Field.REASON.name()),
                (Instant) standard.get(Field.ACTION_DATE_TIME.name()));
    }

    /** Reads the children of the element that was just opened, up to its end. */
    private void values(Names<Field> known) throws Malformed, Broken {
        int event;
        while ((event = next()) != XMLStreamConstants.END_ELEMENT) {
            if (event == XMLStreamConstants.START_ELEMENT) {
                value(localName(), known);
            }
        }
    }

    /** Reads the element that was just opened, up to its end: a value if it is known, else whatever it is (A37). */
    private void value(String name, Names<Field> known) throws Malformed, Broken {
        Field field = known.get(name);
        if (field == null) {
            if (rules.leniency().strict()) {
                judged = depth;
                throw new Malformed(action.printed + " has no element " + XmlText.shown(name));
            }
            skip(depth);
        } else if (!isHeeded(field)) {
            if (field.attribute() != null) {
                ignored.add(field.attribute().path());
            }
            skip(depth);
        } else {
            String text = plainText(field.name(), field.freeText());
            Object value = text == null ? null : field.format().read(field.name(), text, rules);
            if (value != null && field.equals(Field.CAPTURE_ID)) {
                captureIdElement = path[ACTION];
            }
            if (field.attribute() == null) {
                give(standard, field.name(), value, field);
            } else {
                give(attributes, field.attribute(), value, field);
            }
        }
    }

    /** Whether a field that the action knows is more than read over (A24, A28, A32). */
    private boolean isHeeded(Field field) {
        TaskAttribute attribute = field.attribute();
        return switch (action) {
            case CREATE_TASK -> !field.equals(Field.BROKER_ID);
            case RESTART_TASK -> !field.equals(Field.HOLD) || rules.leniency().restartHold();
            case UPDATE_TASK ->
                attribute == null
                        || attribute.isUpdatable()
                        || rules.leniency().extraAttributes().contains(attribute);
            default -> true;
        };
    }

    /**
     * Notes a value; nothing counts as absent, unless an update clears an attribute by it (A50). Given again it has to be the same,
     * save for the white space at its ends (A90).
     */
    private <K> void give(Map<K, @Nullable Object> values, K key, @Nullable Object value, Field field)
            throws Malformed {
        if (value == null && (field.attribute() == null || action != Action.UPDATE_TASK)) {
            return;
        }
        if (!values.containsKey(key)) {
            values.put(key, value);
        } else if (!Objects.equals(withoutEnds(values.get(key)), withoutEnds(value))) {
            throw new Malformed(field.name() + " is given twice, with different values");
        }
    }

    private static @Nullable Object withoutEnds(@Nullable Object value) {
        return value instanceof String text ? trimmed(text) : value;
    }

    /** Reads the section Data, which was just opened, up to its end (R60, R131). */
    private void customValues() throws Malformed, Broken {
        int event;
        while ((event = next()) != XMLStreamConstants.END_ELEMENT) {
            if (event == XMLStreamConstants.START_ELEMENT) {
                String name = localName();
                String shownName = XmlText.shown(name);
                String given = plainText(shownName, true);
                if (given != null || action == Action.UPDATE_TASK) {
                    CUSTOM_NAME.read("The name " + shownName, name, rules);
                    Object value = given == null ? null : Field.CUSTOM.read(shownName, given, rules);
                    if (!Characters.isName(name)) {
                        throw new Malformed("'" + shownName + "' cannot be the name of an attribute");
                    }
                    String spelling = customSpellings.putIfAbsent(name.toLowerCase(Locale.ROOT), name);
                    custom.put(spelling == null ? name : spelling, (String) value);
                }
            }
        }
    }

    /**
     * The text of the element that was just opened, read up to its end, without the white space at its ends; of a free text it
     * stays where the rules say so (A16). Null where there is nothing else (A50).
     */
    private @Nullable String plainText(String name, boolean freeText) throws Malformed, Broken {
        judged = depth;
        if (isNil()) {
            skip(depth);
            return null;
        }
        text.setLength(0);
        int event;
        while ((event = next()) != XMLStreamConstants.END_ELEMENT) {
            switch (event) {
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE ->
                    text.append(parser.getTextCharacters(), parser.getTextStart(), parser.getTextLength());
                case XMLStreamConstants.START_ELEMENT ->
                    throw new Malformed(
                            name + " must be a plain value, without elements such as " + XmlText.shown(localName()));
                default -> {
                    // comments and processing instructions say nothing
                }
            }
        }
        String trimmed = trimmed(text);
        if (trimmed.isEmpty()) {
            return null;
        }
        return freeText && !rules.leniency().trimStrings() ? text.toString() : trimmed;
    }

    private static String trimmed(CharSequence text) {
        int from = 0;
        int to = text.length();
        while (from < to && isSpace(text.charAt(from))) {
            from++;
        }
        while (from < to && isSpace(text.charAt(to - 1))) {
            to--;
        }
        return text.subSequence(from, to).toString();
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r';
    }

    /** Whether the element that was just opened says {@code xsi:nil="true"}; with whichever prefix. */
    private boolean isNil() throws Malformed {
        for (int i = 0; i < parser.getAttributeCount(); i++) {
            if (parser.getAttributeLocalName(i).equals("nil")
                    && !parser.getAttributePrefix(i).isEmpty()) {
                return Field.truth("xsi:nil", parser.getAttributeValue(i).strip(), rules);
            }
        }
        return false;
    }

    /** Goes on until no element of this depth or deeper is open. */
    private void skip(int outermost) throws Broken {
        while (depth >= outermost) {
            next();
        }
    }

    private String localName() {
        String name = parser.getLocalName();
        return name.substring(name.indexOf(':') + 1);
    }

    /** The path, as received, of the element that is being judged (A38). */
    private String place() {
        var place = new StringBuilder();
        for (int i = 0; i < judged; i++) {
            place.append('/').append(XmlText.shown(path[i]));
            if (i + 1 == ACTION && child > 1) {
                place.append('[').append(child).append(']');
            }
        }
        return place.toString();
    }

    private int next() throws Broken {
        int event;
        try {
            event = parser.next();
        } catch (XMLStreamException e) {
            throw notWellFormed(e);
        }
        switch (event) {
            case XMLStreamConstants.START_ELEMENT -> opened();
            case XMLStreamConstants.END_ELEMENT -> depth--;
            case XMLStreamConstants.DTD -> throw withDocumentType();
            default -> {
                // the caller's business
            }
        }
        return event;
    }

    private void opened() throws Broken {
        depth++;
        elements++;
        if (depth <= path.length) {
            path[depth - 1] = parser.getLocalName();
        }
        if (depth == ACTION) {
            child++;
        }
        if (depth > rules.maxDepth()) {
            judged = Math.min(depth, path.length);
            throw new Broken(
                    "The elements are nested deeper than the " + rules.maxDepth() + " levels allowed", place());
        }
        if (elements > rules.maxElements()) {
            judged = Math.min(depth, path.length);
            throw new Broken("There are more than the " + rules.maxElements() + " elements allowed", place());
        }
    }

    private static Broken withDocumentType() {
        return new Broken("A document type declaration is not allowed", "/");
    }

    private static Broken notWellFormed(XMLStreamException e) {
        int line = e.getLocation() == null ? 0 : e.getLocation().getLineNumber();
        return new Broken(
                "The message is not well-formed XML" + explanation(String.valueOf(e.getMessage())),
                line > 0 ? line + ":" + e.getLocation().getColumnNumber() : "/");
    }

    /** What the parser says, without its decoration and its internals. */
    private static String explanation(String parserMessage) {
        String marker = "\nMessage: ";
        String bare = parserMessage
                .substring(parserMessage.contains(marker) ? parserMessage.indexOf(marker) + marker.length() : 0)
                .replaceFirst("^JAXP\\d+:\\s*", "");
        // The parser speaks the language of the machine, but answers are always in English (A20).
        boolean english = Locale.getDefault().getLanguage().equals("en");
        return english && !bare.startsWith("Scanner State") ? ": " + XmlText.shown(bare, 200) : "";
    }
}
