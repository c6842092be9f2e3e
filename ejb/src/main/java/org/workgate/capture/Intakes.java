package org.workgate.capture;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.annotation.security.PermitAll;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.Config;
import org.workgate.notification.OutputProbe;
import org.workgate.structure.CapturePoint;
import org.workgate.structure.CapturePoints;

/** The intake of every capture point on this server: begins with the application and ends with it. */
@Singleton
@Startup
@DependsOn({"Schema", "FirstStructure", "FirstRules"})
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
@PermitAll
public class Intakes {

    private static final String SERVER = "workgate.server.id";

    /** Set where several servers finish each other's transactions. */
    private static final String PEERS = "transaction.peer.group";

    private static final Pattern NAME = Pattern.compile("[0-9A-Za-z_]{1,128}");
    private static final Pattern ANYTHING = Pattern.compile("(?s).{1,128}");

    @Resource
    private ManagedScheduledExecutorService executor;

    @Inject
    private Config config;

    @Inject
    private CapturePoints capturePoints;

    @Inject
    private IntakeLeases leases;

    @Inject
    private InputQueue inputQueue;

    @Inject
    private OutputProbe outputProbe;

    @Inject
    private Event<IntakeOpened> opened;

    private List<IntakeDuty> duties = List.of();

    /**
     * Begins with the duty for every capture point.
     *
     * @throws IllegalStateException if there are tasks of a capture point that is not configured (A79)
     */
    @PostConstruct
    void begin() {
        leases.requireConfigured(
                capturePoints.all().stream().map(CapturePoint::id).toList());
        String server = server(name -> config.getOptionalValue(name, String.class));
        String endpoint = config.getValue("workgate.intake.endpoint", String.class);
        duties = capturePoints.all().stream()
                .map(capturePoint -> new IntakeDuty(
                        capturePoint,
                        server,
                        new IntakeEndpoint(endpoint + capturePoint.intake()),
                        leases,
                        inputQueue,
                        outputProbe,
                        executor,
                        opened::fire,
                        System::nanoTime))
                .toList();
        duties.forEach(IntakeDuty::begin);
    }

    /**
     * The ID of this server among those that share a database. Where peers finish each other's transactions, tables are called after it.
     *
     * @param setting gives the value of a setting by its name
     * @throws IllegalArgumentException if it cannot be one, naming the setting and what would be right
     */
    static String server(Function<String, Optional<String>> setting) {
        String id = setting.apply(SERVER).orElse("");
        boolean hasPeers = setting.apply(PEERS).isPresent();
        if (!(hasPeers ? NAME : ANYTHING).matcher(id).matches()) {
            throw new IllegalArgumentException("The setting " + SERVER + " is \"" + id + "\"; it has to be 1 to 128 "
                    + (hasPeers ? "letters, digits and _, different for each of the servers" : "characters") + ".");
        }
        return id;
    }

    @PreDestroy
    void end() {
        duties.forEach(IntakeDuty::end);
    }

    /**
     * The duty of the intake with this number. For this room only, and public because the container calls nothing else.
     *
     * @throws IllegalStateException if no capture point has it
     */
    public IntakeDuty numbered(int number) {
        return duties.stream()
                .filter(duty -> duty.capturePoint().intake() == number)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("A message came to intake " + number
                        + ", which no capture point has; give its activation specification autoStart=\"false\", or give"
                        + " it to a capture point"));
    }

    /** How the intake of each capture point stands, by its ID, in the order of the configuration. */
    public Map<String, IntakeStatus> statuses() {
        var statuses = new LinkedHashMap<String, IntakeStatus>();
        duties.forEach(duty -> statuses.put(duty.capturePoint().id(), duty.status()));
        return statuses;
    }
}
