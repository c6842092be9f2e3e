package org.workgate.structure;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.workgate.structure.BusinessStructure.BusinessProcess;
import org.workgate.structure.BusinessStructure.Contract;
import org.workgate.structure.BusinessStructure.Destination;
import org.workgate.structure.BusinessStructure.DistributionPoint;
import org.workgate.structure.BusinessStructure.Solution;
import org.workgate.structure.BusinessStructure.Tenant;
import org.workgate.structure.StructureFile.Content;
import org.workgate.task.Characters;
import org.workgate.task.DistributionReport.Removed.Meaning;
import org.workgate.task.InvalidValueException;

/**
 * Reads one structure file and finds all that is wrong with it. Nothing is made of the text but maps, lists and texts: no
 * YAML type, tag or alias has a meaning here, so that neither an ID like {@code 007} nor a name like {@code No} is taken for
 * something else.
 */
final class StructureReader {

    /** No more are told of. */
    static final int MAX_FAULTS = 100;

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private static final int MAX_ID_LENGTH = 16;
    private static final int MAX_NAME_LENGTH = 255;

    /** Deeper than any structure file. */
    private static final int MAX_DEPTH = 20;

    /** Of what stands in addresses. */
    private static final Pattern PLAIN_ID = Pattern.compile("[0-9A-Za-z_-]*");

    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("uuuu-MM-dd").withResolverStyle(ResolverStyle.STRICT);

    private static final ZoneId UTC = ZoneId.of("UTC");

    private static final String CALENDARS = "business calendar";

    private static final String[] DAYS =
            Arrays.stream(DayOfWeek.values()).map(StructureFile::key).toArray(String[]::new);

    /**
     * What a list consists of.
     *
     * @param name what one of them is called
     * @param required whether there has to be one
     * @param keys what each of them can have
     */
    private record Kind(String name, boolean required, List<String> keys) {

        static Kind of(String name, boolean required, String... keys) {
            return new Kind(name, required, List.of(keys));
        }
    }

    private static final Kind TENANT = Kind.of("tenant", true, "id", "name", "timeZone", "solutions");
    private static final Kind SOLUTION = Kind.of(
            "solution",
            true,
            "id",
            "name",
            "businessCalendar",
            "retention",
            "capturePoints",
            "distributionPoints",
            "businessCalendars",
            "contracts");
    private static final Kind POINT = Kind.of(
            "distribution point",
            false,
            "id",
            "name",
            "system",
            "limit",
            "keyPrefix",
            "customKeyPrefix",
            "submit",
            "takeOver",
            "removed");
    private static final Kind CALENDAR = Kind.of(
            CALENDARS, false, "id", "name", "timeZone", "workingHours", "holidays", "closingDays", "workingDays");
    private static final Kind CONTRACT =
            Kind.of("contract", false, "id", "name", "validFrom", "validUntil", "businessCalendar", "processes");
    private static final Kind PROCESS =
            Kind.of("process", false, "id", "name", "validFrom", "validUntil", "businessCalendar", "retention");

    private static final LoadSettings SETTINGS = LoadSettings.builder()
            .setAllowDuplicateKeys(true)
            .setCodePointLimit(StructureFile.MAX_LENGTH)
            .build();

    private final List<StructureFault> faults = new ArrayList<>();

    /** What is unique in the installation. */
    private final Ids installation = new Ids();

    /** Whether it is made sure that there are holidays of the places that are named. */
    private final boolean checksHolidays;

    StructureReader(boolean checksHolidays) {
        this.checksHolidays = checksHolidays;
    }

    Content read(String text) {
        Optional<Node> root = compose(text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text);
        if (root.isPresent()) {
            List<Tenant> tenants = new Section("", root.get(), "tenants")
                    .items("tenants", TENANT).stream().map(this::tenant).toList();
            if (faults.isEmpty()) {
                return new Content.Sound(new BusinessStructure(tenants));
            }
        }
        return new Content.Faulty(faults.stream()
                .sorted(Comparator.comparingInt(StructureFault::line))
                .limit(MAX_FAULTS)
                .toList());
    }

    private Optional<Node> compose(String text) {
        if (text.length() > StructureFile.MAX_LENGTH) {
            faults.add(new StructureFault(
                    "",
                    0,
                    "has " + text.length() + " characters; it has to be " + StructureFile.MAX_LENGTH + " at most"));
            return Optional.empty();
        }
        try {
            if (!isPlain(text)) {
                return Optional.empty();
            }
            Optional<Node> root = new Compose(SETTINGS).composeString(text);
            if (root.isEmpty()) {
                faults.add(new StructureFault("", 0, "is empty; it has to begin with tenants:"));
            }
            return root;
        } catch (MarkedYamlEngineException e) {
            faults.add(new StructureFault("", line(e.getProblemMark()), "is no YAML: " + e.getProblem()));
        } catch (YamlEngineException e) {
            faults.add(new StructureFault("", 0, "is no YAML: " + e.getMessage()));
        }
        return Optional.empty();
    }

    /** Looks for what could make a short text endless, or too deep for the composer, which calls itself. */
    private boolean isPlain(String text) {
        int depth = 0;
        for (Event event : new Parse(SETTINGS).parseString(text)) {
            if (event instanceof AliasEvent) {
                faults.add(new StructureFault(
                        "", line(event.getStartMark()), "refers to another place by *; write it out instead"));
                return false;
            }
            if (event instanceof CollectionStartEvent && ++depth > MAX_DEPTH) {
                faults.add(new StructureFault(
                        "", line(event.getStartMark()), "is nested more than " + MAX_DEPTH + " deep"));
                return false;
            }
            if (event instanceof CollectionEndEvent) {
                depth--;
            }
        }
        return true;
    }

    private static int line(Optional<Mark> mark) {
        return mark.map(known -> known.getLine() + 1).orElse(0);
    }

    private Tenant tenant(Section section) {
        String id = section.id("tenant", installation, false);
        return new Tenant(
                id,
                section.name(id),
                section.zone(),
                section.items("solutions", SOLUTION).stream()
                        .map(this::solution)
                        .toList());
    }

    private Solution solution(Section section) {
        String id = section.id("solution", installation, false);
        // What the parts of a solution refer to comes first.
        var own = new Ids();
        List<BusinessCalendar> calendars = new ArrayList<>();
        for (Section calendar : section.items("businessCalendars", CALENDAR)) {
            calendar(calendar, own).ifPresent(calendars::add);
        }
        return new Solution(
                id,
                section.name(id),
                section.calendar(own),
                section.retention(),
                section.capturePoints(),
                section.items("distributionPoints", POINT).stream()
                        .map(this::distributionPoint)
                        .toList(),
                calendars,
                section.items("contracts", CONTRACT).stream()
                        .map(contract -> contract(contract, own))
                        .toList());
    }

    private DistributionPoint distributionPoint(Section section) {
        String id = section.id("distribution point", installation, true);
        return new DistributionPoint(id, section.name(id), section.system(), section.limit(), section.terms());
    }

    private Contract contract(Section section, Ids own) {
        String id = section.id("contract", own, false);
        return new Contract(
                id,
                section.name(id),
                section.validity(),
                section.calendar(own),
                section.items("processes", PROCESS).stream()
                        .map(process -> process(process, own))
                        .toList());
    }

    private static BusinessProcess process(Section section, Ids own) {
        String id = section.id("process", own, false);
        return new BusinessProcess(
                id, section.name(id), section.validity(), section.calendar(own), section.retention());
    }

    private Optional<BusinessCalendar> calendar(Section section, Ids own) {
        String id = section.id(CALENDARS, own, false);
        String name = section.name(id);
        ZoneId zone = section.zone();
        Map<DayOfWeek, WorkingHours> week = section.week();
        Holidays holidays = section.holidays();
        SortedSet<LocalDate> closingDays = section.closingDays();
        SortedMap<LocalDate, WorkingHours> workingDays = section.workingDays(closingDays);
        return week.isEmpty()
                ? Optional.empty()
                : Optional.of(new BusinessCalendar(id, name, zone, week, holidays, closingDays, workingDays));
    }

    /** IDs that have been seen, by what has them. */
    private static final class Ids {

        private final Map<String, Set<String>> byKind = new HashMap<>();

        boolean add(String kind, String id) {
            return of(kind).add(id);
        }

        Set<String> of(String kind) {
            return byKind.computeIfAbsent(kind, any -> new TreeSet<>());
        }
    }

    /** A mapping, and where it stands. */
    private final class Section {

        private final String path;
        private final int line;
        private final Map<String, Node> values = new LinkedHashMap<>();

        /** The mapping at this path, which has these keys at most; with no keys given it may have any. */
        Section(String path, Node node, String... keys) {
            this.path = path;
            this.line = line(node.getStartMark());
            if (!(node instanceof MappingNode mapping)) {
                faults.add(new StructureFault(
                        path, line, "has to have the keys " + String.join(", ", keys) + ", each with its value"));
                return;
            }
            for (NodeTuple tuple : mapping.getValue()) {
                String key = tuple.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "?";
                StructureFault fault = null;
                if (keys.length > 0 && !List.of(keys).contains(key)) {
                    fault = new StructureFault(
                            below(key),
                            line(tuple.getKeyNode().getStartMark()),
                            "is not known; there can be " + String.join(", ", keys));
                } else if (values.putIfAbsent(key, tuple.getValueNode()) != null) {
                    fault = new StructureFault(
                            below(key), line(tuple.getKeyNode().getStartMark()), "is there twice; once is enough");
                }
                Optional.ofNullable(fault).ifPresent(faults::add);
            }
        }

        private String below(String key) {
            return path.isEmpty() ? key : path + "." + key;
        }

        private int lineOf(String key) {
            Node node = values.get(key);
            return node == null ? line : line(node.getStartMark());
        }

        private void missing(String key, String right) {
            faults.add(new StructureFault(below(key), lineOf(key), "is missing; it has to be " + right));
        }

        private void wrong(String key, String value, String right) {
            faults.add(new StructureFault(below(key), lineOf(key), "is \"" + value + "\"; it has to be " + right));
        }

        /** The text of a key without blanks at its ends; null where there is none, or an empty one. */
        @Nullable
        String text(String key) {
            Node node = values.get(key);
            if (node == null) {
                return null;
            }
            if (node instanceof ScalarNode scalar) {
                String text = scalar.getValue().strip();
                return text.isEmpty() ? null : text;
            }
            faults.add(new StructureFault(below(key), lineOf(key), "has to be a text, not a list or a mapping"));
            return null;
        }

        /** The ID, noted down; empty where it cannot be one. */
        String id(String kind, Ids ids, boolean plain) {
            String right = "an ID of 1 to " + MAX_ID_LENGTH + (plain ? " letters, digits, - and _" : " characters");
            String id = text("id");
            if (id == null) {
                missing("id", right);
                return "";
            }
            if (!fits(id, MAX_ID_LENGTH) || (plain && !PLAIN_ID.matcher(id).matches())) {
                wrong("id", id, right);
            } else if (!ids.add(kind, id)) {
                wrong("id", id, "an ID that no other " + kind + " has");
            }
            return id;
        }

        private static boolean fits(String text, int maxLength) {
            try {
                Characters.check("", text, maxLength);
                return text.chars().noneMatch(Character::isISOControl);
            } catch (InvalidValueException e) {
                return false;
            }
        }

        /** The name, which is the ID where none is given. */
        String name(String id) {
            String name = text("name");
            if (name == null) {
                return id;
            }
            if (!fits(name, MAX_NAME_LENGTH)) {
                wrong("name", name, "one line of 1 to " + MAX_NAME_LENGTH + " characters that a message can carry");
            }
            return name;
        }

        ZoneId zone() {
            String zone = text("timeZone");
            if (zone == null) {
                return UTC;
            }
            try {
                return ZoneId.of(zone);
            } catch (DateTimeException e) {
                wrong("timeZone", zone, "a time zone such as UTC or Europe/Berlin");
                return UTC;
            }
        }

        @Nullable
        Destination system() {
            return choice(
                    "system",
                    Destination.values(),
                    StructureFile::key,
                    ", or missing where nothing is to be distributed");
        }

        /** One of these words; null where there is none. */
        private <T> @Nullable T choice(String key, T[] choices, Function<T, String> word, String otherwise) {
            String text = text(key);
            for (T choice : choices) {
                if (word.apply(choice).equals(text)) {
                    return choice;
                }
            }
            if (text != null) {
                wrong(
                        key,
                        text,
                        "one of " + Arrays.stream(choices).map(word).collect(Collectors.joining(", ")) + otherwise);
            }
            return null;
        }

        DistributionTerms terms() {
            String prefix = prefix("keyPrefix", DistributionTerms.KEY_PREFIX);
            String customPrefix = prefix("customKeyPrefix", DistributionTerms.CUSTOM_KEY_PREFIX);
            if (!DistributionTerms.areApart(prefix, customPrefix)) {
                wrong(
                        "customKeyPrefix",
                        customPrefix,
                        "something that no key of another attribute begins with, such as " + prefix + "data_");
            }
            Set<String> submitted = values.containsKey("submit") ? Set.copyOf(texts("submit")) : null;
            if (submitted != null) {
                submitted.stream()
                        .filter(path -> !DistributionTerms.isSubmittable(path))
                        .forEach(
                                path -> wrong(
                                        "submit",
                                        path,
                                        "attributes that have a key, such as priority, Ext/customerID, Data/region, or Data/*"));
            }
            Meaning removed = choice("removed", Meaning.values(), Meaning::key, "");
            return new DistributionTerms(
                    prefix,
                    customPrefix,
                    submitted,
                    Set.copyOf(texts("takeOver")),
                    removed == null ? DistributionTerms.DEFAULT.removed() : removed);
        }

        /** What the names of elements can begin with. */
        private String prefix(String key, String otherwise) {
            String prefix = text(key);
            if (prefix == null) {
                return otherwise;
            }
            if (!Characters.isName(prefix) || !fits(prefix, MAX_ID_LENGTH)) {
                wrong(key, prefix, "1 to " + MAX_ID_LENGTH + " letters, digits and _, the first one no digit");
            }
            return prefix;
        }

        int limit() {
            String limit = text("limit");
            if (limit == null) {
                return DistributionPoint.LIMIT;
            }
            if (!limit.matches("[1-9][0-9]{0,5}")) {
                wrong("limit", limit, "a whole number from 1 to 999999");
                return DistributionPoint.LIMIT;
            }
            return Integer.parseInt(limit);
        }

        /** In days; null where there is none. */
        @Nullable
        Duration retention() {
            String days = text("retention");
            if (days == null) {
                return null;
            }
            if (!days.matches("[1-9][0-9]{0,4}")) {
                wrong("retention", days, "a whole number of days from 1 to 99999");
                return null;
            }
            return Duration.ofDays(Integer.parseInt(days));
        }

        Validity validity() {
            LocalDate from = day("validFrom");
            LocalDate until = day("validUntil");
            if (from != null && until != null && until.isBefore(from)) {
                wrong("validUntil", until.toString(), "the last day, not before validFrom, which is " + from);
                return Validity.ALWAYS;
            }
            return new Validity(from, until);
        }

        private @Nullable LocalDate day(String key) {
            String text = text(key);
            return text == null ? null : day(key, text).orElse(null);
        }

        private Optional<LocalDate> day(String key, String text) {
            try {
                return Optional.of(LocalDate.parse(text, DAY));
            } catch (DateTimeException e) {
                wrong(key, text, "a day such as 2030-12-31");
                return Optional.empty();
            }
        }

        /** The ID of one of the solution's business calendars, or null. */
        @Nullable
        String calendar(Ids own) {
            String id = text("businessCalendar");
            Set<String> there = own.of(CALENDARS);
            if (id != null && !there.contains(id)) {
                wrong(
                        "businessCalendar",
                        id,
                        there.isEmpty()
                                ? "left out, since the solution has no businessCalendars"
                                : "one of the solution's businessCalendars: " + String.join(", ", there));
            }
            return id;
        }

        List<String> capturePoints() {
            List<String> ids = texts("capturePoints");
            for (String id : ids) {
                if (!fits(id, MAX_ID_LENGTH) || !PLAIN_ID.matcher(id).matches()) {
                    wrong("capturePoints", id, "IDs of 1 to " + MAX_ID_LENGTH + " letters, digits, - and _");
                } else if (!installation.add("capture point", id)) {
                    wrong("capturePoints", id, "IDs of capture points that belong to no other solution");
                }
            }
            return ids;
        }

        Map<DayOfWeek, WorkingHours> week() {
            var week = new EnumMap<DayOfWeek, WorkingHours>(DayOfWeek.class);
            int before = faults.size();
            Node node = values.get("workingHours");
            if (node != null) {
                var days = new Section(below("workingHours"), node, DAYS);
                for (DayOfWeek day : DayOfWeek.values()) {
                    days.hours(StructureFile.key(day)).ifPresent(hours -> week.put(day, hours));
                }
            }
            if (week.isEmpty() && faults.size() == before) {
                missing("workingHours", "a mapping with the hours of at least one of " + String.join(", ", DAYS));
            }
            return week;
        }

        private Optional<WorkingHours> hours(String key) {
            String text = text(key);
            if (text == null) {
                return Optional.empty();
            }
            Optional<WorkingHours> hours = WorkingHours.parse(text);
            if (hours.isEmpty()) {
                wrong(key, text, WorkingHours.FORM);
            }
            return hours;
        }

        @Nullable
        Holidays holidays() {
            String place = text("holidays");
            if (place == null) {
                return null;
            }
            String right = checksHolidays ? Holidays.wrong(place) : null;
            if (right != null) {
                wrong("holidays", place, right);
                return null;
            }
            return new Holidays(place);
        }

        SortedSet<LocalDate> closingDays() {
            var days = new TreeSet<LocalDate>();
            for (String text : texts("closingDays")) {
                day("closingDays", text).ifPresent(days::add);
            }
            return days;
        }

        SortedMap<LocalDate, WorkingHours> workingDays(SortedSet<LocalDate> closingDays) {
            var days = new TreeMap<LocalDate, WorkingHours>();
            Node node = values.get("workingDays");
            if (node != null) {
                var section = new Section(below("workingDays"), node);
                for (String key : section.values.keySet()) {
                    section.day(key, key).ifPresent(day -> {
                        if (closingDays.contains(day)) {
                            section.wrong(key, key, "a day that is none of the closingDays");
                        }
                        section.hours(key).ifPresent(hours -> days.put(day, hours));
                    });
                }
            }
            return days;
        }

        /** A list of texts; empty where there is none. */
        private List<String> texts(String key) {
            Node node = values.get(key);
            if (node == null) {
                return List.of();
            }
            if (node instanceof SequenceNode sequence
                    && sequence.getValue().stream().allMatch(ScalarNode.class::isInstance)) {
                return sequence.getValue().stream()
                        .map(item -> ((ScalarNode) item).getValue().strip())
                        .toList();
            }
            faults.add(new StructureFault(below(key), lineOf(key), "has to be a list such as [one, two]"));
            return List.of();
        }

        /** A list of mappings with these keys; where there is none, it is missing if it may not be. */
        List<Section> items(String key, Kind kind) {
            Node node = values.get(key);
            if (!(node instanceof SequenceNode sequence) || sequence.getValue().isEmpty()) {
                if (node != null && !(node instanceof SequenceNode)) {
                    faults.add(new StructureFault(below(key), lineOf(key), "has to be a list, each item after a -"));
                } else if (kind.required()) {
                    missing(key, "a list of at least one " + kind.name());
                }
                return List.of();
            }
            var items = new ArrayList<Section>();
            for (Node item : sequence.getValue()) {
                items.add(new Section(
                        below(key) + "[" + label(item, items.size() + 1) + "]",
                        item,
                        kind.keys().toArray(String[]::new)));
            }
            return items;
        }

        /** How an item of a list is called: by its ID, else by its number. */
        private static String label(Node item, int number) {
            return item instanceof MappingNode mapping
                    ? mapping.getValue().stream()
                            .filter(tuple -> tuple.getKeyNode() instanceof ScalarNode key
                                    && key.getValue().equals("id"))
                            .map(NodeTuple::getValueNode)
                            .filter(ScalarNode.class::isInstance)
                            .map(id -> ((ScalarNode) id).getValue().strip())
                            .filter(id -> !id.isEmpty())
                            .findFirst()
                            .orElse(Integer.toString(number))
                    : Integer.toString(number);
        }
    }
}
