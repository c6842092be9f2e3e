package org.workgate.structure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Present;
import org.snakeyaml.engine.v2.api.lowlevel.Serialize;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * The one readable file of a business structure, YAML (docs/structure.md). What is written is always the same for the same
 * structure, and reads as that structure again; comments are not kept.
 */
public final class StructureFile {

    /** The content type of such a file (RFC 9512). */
    public static final String MEDIA_TYPE = "application/yaml";

    /** The most characters that are read. */
    public static final int MAX_LENGTH = 500_000;

    private static final DumpSettings SETTINGS =
            DumpSettings.builder().setSplitLines(false).setBestLineBreak("\n").build();

    private StructureFile() {}

    /** What a file says. */
    public sealed interface Content {

        /** A structure. */
        record Sound(BusinessStructure structure) implements Content {}

        /**
         * Nothing that can be used.
         *
         * @param faults all that is wrong with it, in the order of the file, at least one
         */
        record Faulty(List<StructureFault> faults) implements Content {

            /** Copies the list. */
            public Faulty {
                faults = List.copyOf(faults);
            }
        }
    }

    /** Reads a file. */
    public static Content read(String text) {
        return new StructureReader(true).read(text);
    }

    /** Reads a file that was read before: whether there are such holidays is not asked again, which would slow down each start. */
    static Content readAgain(String text) {
        return new StructureReader(false).read(text);
    }

    /** Writes a structure. */
    public static String write(BusinessStructure structure) {
        return new Present(SETTINGS)
                .emitToString(new Serialize(SETTINGS)
                        .serializeOne(node(tree(structure)))
                        .iterator());
    }

    /** The structure as maps, lists, texts and numbers, named and ordered as in the file. */
    public static Map<String, Object> tree(BusinessStructure structure) {
        return Map.of(
                "tenants", structure.tenants().stream().map(StructureFile::tree).toList());
    }

    private static Map<String, Object> tree(BusinessStructure.Tenant tenant) {
        Map<String, Object> tree = named(tenant.id(), tenant.name());
        tree.put("timeZone", tenant.zone().getId());
        tree.put(
                "solutions",
                tenant.solutions().stream().map(StructureFile::tree).toList());
        return tree;
    }

    private static Map<String, Object> tree(BusinessStructure.Solution solution) {
        Map<String, Object> tree = named(solution.id(), solution.name());
        put(tree, "businessCalendar", solution.calendarId());
        put(tree, solution.retention());
        put(tree, "capturePoints", solution.capturePointIds());
        put(
                tree,
                "distributionPoints",
                solution.distributionPoints().stream().map(StructureFile::tree).toList());
        put(
                tree,
                "businessCalendars",
                solution.calendars().stream().map(StructureFile::tree).toList());
        put(
                tree,
                "contracts",
                solution.contracts().stream().map(StructureFile::tree).toList());
        return tree;
    }

    private static Map<String, Object> tree(BusinessStructure.DistributionPoint point) {
        Map<String, Object> tree = named(point.id(), point.name());
        if (point.system() != null) {
            tree.put("system", key(point.system()));
        }
        if (point.system() != null || point.limit() != BusinessStructure.DistributionPoint.LIMIT) {
            tree.put("limit", point.limit());
        }
        DistributionTerms terms = point.terms();
        putUnlessDefault(tree, "keyPrefix", terms.keyPrefix(), DistributionTerms.KEY_PREFIX);
        putUnlessDefault(tree, "customKeyPrefix", terms.customKeyPrefix(), DistributionTerms.CUSTOM_KEY_PREFIX);
        if (terms.submitted() != null) {
            tree.put("submit", List.copyOf(terms.submitted()));
        }
        put(tree, "takeOver", List.copyOf(terms.takenOver()));
        putUnlessDefault(
                tree,
                "removed",
                terms.removed().key(),
                DistributionTerms.DEFAULT.removed().key());
        return tree;
    }

    private static Map<String, Object> tree(BusinessCalendar calendar) {
        Map<String, Object> tree = named(calendar.id(), calendar.name());
        tree.put("timeZone", calendar.zone().getId());
        var week = new LinkedHashMap<String, Object>();
        calendar.week().forEach((day, hours) -> week.put(key(day), hours.toString()));
        tree.put("workingHours", week);
        put(tree, "holidays", calendar.holidays());
        put(
                tree,
                "closingDays",
                calendar.closingDays().stream().map(Object::toString).toList());
        if (!calendar.workingDays().isEmpty()) {
            var days = new TreeMap<String, Object>();
            calendar.workingDays().forEach((day, hours) -> days.put(day.toString(), hours.toString()));
            tree.put("workingDays", days);
        }
        return tree;
    }

    /** What one of a few is called in the file. */
    static String key(Enum<?> one) {
        return one.name().toLowerCase(Locale.ROOT);
    }

    private static Map<String, Object> tree(BusinessStructure.Contract contract) {
        Map<String, Object> tree = named(contract.id(), contract.name());
        put(tree, contract.validity());
        put(tree, "businessCalendar", contract.calendarId());
        put(
                tree,
                "processes",
                contract.processes().stream().map(StructureFile::tree).toList());
        return tree;
    }

    private static Map<String, Object> tree(BusinessStructure.BusinessProcess process) {
        Map<String, Object> tree = named(process.id(), process.name());
        put(tree, process.validity());
        put(tree, "businessCalendar", process.calendarId());
        put(tree, process.retention());
        return tree;
    }

    private static Map<String, Object> named(String id, String name) {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("id", id);
        tree.put("name", name);
        return tree;
    }

    private static void put(Map<String, Object> tree, Validity validity) {
        put(tree, "validFrom", validity.from());
        put(tree, "validUntil", validity.until());
    }

    private static void putUnlessDefault(Map<String, Object> tree, String key, String value, String otherwise) {
        if (!value.equals(otherwise)) {
            tree.put(key, value);
        }
    }

    private static void put(Map<String, Object> tree, @Nullable Duration retention) {
        if (retention != null) {
            tree.put("retention", (int) retention.toDays());
        }
    }

    private static void put(Map<String, Object> tree, String key, @Nullable Object value) {
        if (value != null) {
            tree.put(key, value.toString());
        }
    }

    private static void put(Map<String, Object> tree, String key, List<?> values) {
        if (!values.isEmpty()) {
            tree.put(key, values);
        }
    }

    private static Node node(Object tree) {
        if (tree instanceof Map<?, ?> map) {
            var tuples = new ArrayList<NodeTuple>();
            map.forEach((key, value) -> tuples.add(new NodeTuple(node(key), node(value))));
            return new MappingNode(Tag.MAP, tuples, FlowStyle.BLOCK);
        }
        if (tree instanceof List<?> list) {
            boolean ofTexts = list.stream().allMatch(String.class::isInstance);
            return new SequenceNode(
                    Tag.SEQ,
                    list.stream().map(StructureFile::node).toList(),
                    ofTexts ? FlowStyle.FLOW : FlowStyle.BLOCK);
        }
        return new ScalarNode(tree instanceof Integer ? Tag.INT : Tag.STR, tree.toString(), ScalarStyle.PLAIN);
    }
}
