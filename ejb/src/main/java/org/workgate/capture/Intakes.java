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
        String server = config.getValue("workgate.server.id", String.class);
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
