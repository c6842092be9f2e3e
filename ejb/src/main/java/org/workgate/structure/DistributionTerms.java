package org.workgate.structure;

import java.util.Arrays;
import java.util.Collections;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.workgate.task.DistributionReport.Removed;
import org.workgate.task.TaskAttribute;

/**
 * What a distribution point has agreed with its distribution system (A78): under which keys attributes are submitted, which are, which
 * changes of custom attributes come back, and what it means when a task is dropped there.
 *
 * @param keyPrefix what the keys of core and extended attributes begin with (A69)
 * @param customKeyPrefix what the keys of custom attributes begin with (A69); no key of the others does
 * @param submitted the paths of the attributes that are submitted (R124), {@code Data/*} for all custom ones; null for everything
 *     that has a key
 * @param takenOver the names of the custom attributes whose changes are taken over (A81)
 * @param removed what it means that the distribution system has removed a task and does not say why (3.3)
 */
public record DistributionTerms(
        String keyPrefix,
        String customKeyPrefix,
        @Nullable Set<String> submitted,
        Set<String> takenOver,
        Removed.Meaning removed) {

    /** What every key begins with where nothing else is agreed. */
    public static final String KEY_PREFIX = "GTL_";

    /** What the keys of custom attributes begin with where nothing else is agreed. */
    public static final String CUSTOM_KEY_PREFIX = "GTL_data_";

    /** Where nothing is agreed. */
    public static final DistributionTerms DEFAULT =
            new DistributionTerms(KEY_PREFIX, CUSTOM_KEY_PREFIX, null, Set.of(), Removed.Meaning.RETURN);

    private static final String ALL_CUSTOM = "Data/*";

    /** Whether this can be the path of an attribute that is submitted. */
    static boolean isSubmittable(String path) {
        return path.startsWith("Data/")
                || Arrays.stream(TaskAttribute.values())
                        .anyMatch(attribute -> attribute.distributionKey() != null
                                && attribute.path().equals(path));
    }

    /** Whether the prefixes keep the keys of custom attributes apart from the others. */
    static boolean areApart(String keyPrefix, String customKeyPrefix) {
        return Arrays.stream(TaskAttribute.values())
                .map(TaskAttribute::distributionKey)
                .noneMatch(key -> key != null && (keyPrefix + key).startsWith(customKeyPrefix));
    }

    /** Copies the sets; custom attributes are called the same in any case (A9). */
    public DistributionTerms {
        submitted = submitted == null ? null : lowerCustom(submitted, "Data/");
        takenOver = lowerCustom(takenOver, "");
    }

    private static Set<String> lowerCustom(Set<String> names, String prefix) {
        var lower = new TreeSet<String>();
        names.forEach(name -> lower.add(
                name.startsWith(prefix)
                        ? prefix + name.substring(prefix.length()).toLowerCase(Locale.ROOT)
                        : name));
        return Collections.unmodifiableSet(lower);
    }

    /** The key under which a core or extended attribute is submitted; nothing where it is not (R124, A70). */
    public Optional<String> key(TaskAttribute attribute) {
        String key = attribute.distributionKey();
        // The solution is submitted whatever the filter says (R82).
        boolean passes =
                attribute == TaskAttribute.SOLUTION_ID || submitted == null || submitted.contains(attribute.path());
        return key == null || !passes ? Optional.empty() : Optional.of(keyPrefix + key);
    }

    /** The key under which a custom attribute is submitted; nothing where it is not (R124, A69). */
    public Optional<String> customKey(String name) {
        boolean passes = submitted == null
                || submitted.contains(ALL_CUSTOM)
                || submitted.contains("Data/" + name.toLowerCase(Locale.ROOT));
        return passes ? Optional.of(customKeyPrefix + name) : Optional.empty();
    }

    /** The core or extended attribute that has this key, whether it is submitted or not. */
    public Optional<TaskAttribute> attribute(String key) {
        return Arrays.stream(TaskAttribute.values())
                .filter(attribute ->
                        attribute.distributionKey() != null && key.equals(keyPrefix + attribute.distributionKey()))
                .findFirst();
    }

    /** The name of the custom attribute that has this key, whether it is submitted or not. */
    public Optional<String> customName(String key) {
        return key.startsWith(customKeyPrefix) && key.length() > customKeyPrefix.length()
                ? Optional.of(key.substring(customKeyPrefix.length()))
                : Optional.empty();
    }

    /** Whether a change of this custom attribute is taken over (A81). */
    public boolean takesOver(String customName) {
        return takenOver.contains(customName.toLowerCase(Locale.ROOT));
    }
}
