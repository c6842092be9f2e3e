package org.workgate.structure;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.Config;
import org.workgate.structure.BusinessStructure.Tenant;
import org.workgate.structure.CapturePoint.BatchLimits;
import org.workgate.structure.CapturePoint.Life;
import org.workgate.structure.CapturePoint.MessageLimits;
import org.workgate.structure.CapturePoint.Output;
import org.workgate.structure.CapturePoint.Reading;
import org.workgate.structure.CapturePoint.Scripts;

/**
 * The configured capture points, the same on every server of an installation. Settings come from MicroProfile Config:
 * {@code workgate.capture-points} names them, {@code workgate.capture-point.} tells of each and of all. They are read and
 * checked once, at the start; where they leave the zone open it is then that of the tenant (A52), and until that is known UTC.
 */
@ApplicationScoped
public class CapturePoints {

    /** The sample set-up's. */
    private static final String SAMPLE = "mq";

    private static final String ZONE = "zone";

    private static final ZoneId UTC = ZoneId.of("UTC");

    private static final Logger LOG = System.getLogger(CapturePoints.class.getName());

    private volatile Map<String, CapturePoint> byId = Map.of();

    /** The IDs of those for which no zone is set. */
    private final Set<String> withoutZone = new HashSet<>();

    /** For the container's proxy. */
    protected CapturePoints() {}

    /**
     * Reads and checks the settings.
     *
     * @throws IllegalArgumentException naming the setting, its value and what would be right
     */
    @Inject
    public CapturePoints(Config config) {
        var read = new ArrayList<CapturePointSettings>();
        var all = new LinkedHashMap<String, CapturePoint>();
        for (String id : CapturePointSettings.ids(config, SAMPLE)) {
            var settings = new CapturePointSettings(config, id);
            all.put(id, read(id, settings));
            if (settings.zone(ZONE).isEmpty()) {
                withoutZone.add(id);
            }
            read.add(settings);
        }
        byId = all;
        CapturePointSettings.refuseUnknown(config, read);
        refuseSharedIntakes();
    }

    private static CapturePoint read(String id, CapturePointSettings settings) {
        return new CapturePoint(
                id,
                settings.ownText("name", id.equals(SAMPLE) ? "MQ Capture Point" : id, 255),
                settings.intake("intake", id.equals(SAMPLE) ? "1" : null),
                settings.flag("ordered", true),
                settings.text("connection-factory", "jms/workgate/connectionFactory", 255),
                settings.zone(ZONE).orElse(UTC),
                settings.flag("cross-capture-point", false),
                new Life(
                        // The second name is the one that users of the interface may know (R65).
                        settings.flag("check-if-captured", "check-if-already-captured", true),
                        settings.flag("check-finished", true),
                        settings.flag("allow-cancel-assigned", false),
                        settings.choice("activation-gate", "queued", "captured"),
                        settings.choice("not-yet-active", "reject", "wait")),
                new Reading(
                        settings.flag("trim-strings", true),
                        settings.flag("strict", false),
                        settings.flag("truncate", false),
                        settings.flag("restart-task.hold", false),
                        settings.extraAttributes("update-task.extra-attributes")),
                new Scripts(settings.script("transformation.in"), settings.script("transformation.out")),
                settings.defaults("default."),
                settings.flag("journal", true),
                Duration.ofDays(settings.number("journal.days", 7, 1, 3650)),
                new MessageLimits(
                        (int) settings.number("max-message-bytes", 1 << 20, 1 << 10, 100 << 20),
                        (int) settings.number("max-message-depth", 64, 4, 1000),
                        (int) settings.number("max-message-elements", 100_000, 10, 10_000_000)),
                new BatchLimits(
                        (int) settings.number("batch.max-messages", 500, 1, 1000),
                        settings.number("batch.max-bytes", 1 << 20, 1, 100 << 20),
                        Duration.ofMillis(settings.number("batch.max-milliseconds", 500, 1, 10_000))),
                new Output(
                        settings.messageTypes("output.switched-off"),
                        settings.flag("output.emit-null", false),
                        settings.flag("output.copy-correlation-id", false),
                        settings.flag("output.correlate-notifications", false),
                        settings.flag("output.tell-rule-changes", false),
                        settings.flag("output.properties", true),
                        Duration.ofSeconds(settings.number("output.expiry-seconds", 0, 0, Integer.MAX_VALUE)),
                        (int) settings.number("output.newest", 0, 0, Integer.MAX_VALUE)));
    }

    private void refuseSharedIntakes() {
        var first = new HashMap<Integer, CapturePoint>();
        for (CapturePoint capturePoint : byId.values()) {
            CapturePoint other = first.putIfAbsent(capturePoint.intake(), capturePoint);
            if (other != null && capturePoint.takesMessages()) {
                throw new IllegalArgumentException("The settings " + CapturePointSettings.PREFIX + other.id()
                        + ".intake and " + CapturePointSettings.PREFIX + capturePoint.id() + ".intake are both \""
                        + capturePoint.intake() + "\"; each capture point needs an intake of its own.");
            }
        }
    }

    /**
     * Gives those that have no zone of their own that of their tenant, and says so in the log. What this structure says counts until
     * the next start, so that the zone of a conversation does not change amidst it.
     */
    void adoptZones(BusinessStructure structure) {
        var all = new LinkedHashMap<>(byId);
        all.replaceAll((id, capturePoint) -> withoutZone.contains(id)
                ? structure
                        .homeOf(id)
                        .map(home -> in(home.tenant(), capturePoint))
                        .orElse(capturePoint)
                : capturePoint);
        byId = all;
    }

    private static CapturePoint in(Tenant tenant, CapturePoint capturePoint) {
        LOG.log(
                Level.INFO,
                "The times of capture point {0} are in {1}, the zone of tenant {2}",
                capturePoint.id(),
                tenant.zone(),
                tenant.id());
        return capturePoint.in(tenant.zone());
    }

    /** The capture point with this ID, which is compared exactly (A82). */
    public Optional<CapturePoint> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /**
     * Those of these that keep a journal, in the order in which everybody locks the counters of journals (0008).
     *
     * @param ids IDs of capture points, also of some that are not configured
     */
    public List<String> journaling(Collection<String> ids) {
        return ids.stream()
                .distinct()
                .flatMap(id -> find(id).stream())
                .filter(CapturePoint::journal)
                .map(CapturePoint::id)
                .sorted()
                .toList();
    }

    /** Those that belong to no solution of this structure, by their IDs. */
    List<String> homeless(BusinessStructure structure) {
        return structure.homeless(byId.keySet());
    }

    /** All of them, at least one, in the order of the setting. */
    public List<CapturePoint> all() {
        return List.copyOf(byId.values());
    }
}
