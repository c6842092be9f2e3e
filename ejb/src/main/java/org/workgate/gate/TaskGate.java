package org.workgate.gate;

import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.workgate.structure.CapturePoint;
import org.workgate.task.GlobalTaskList;
import org.workgate.task.Origin;
import org.workgate.task.Outcome;
import org.workgate.task.Outcome.Accepted;
import org.workgate.task.Outcome.Refused;
import org.workgate.task.Refusal;
import org.workgate.task.Task;
import org.workgate.task.TaskAddress;
import org.workgate.task.TaskCommand;
import org.workgate.task.TaskEvent;

/**
 * The one door: messages, console, HTTP API, timers and distribution systems change a task here and nowhere else.
 *
 * <p>Joins the caller's transaction or begins one. What is wrong with a request is an {@link Outcome} and commits; an
 * exception means that the infrastructure failed and rolls the transaction back.
 */
@Stateless
@PermitAll
@TransactionAttribute(TransactionAttributeType.REQUIRED)
public class TaskGate {

    @Inject
    private GlobalTaskList tasks;

    @Inject
    private Event<TaskEvent> events;

    @Inject
    private Clock clock;

    /**
     * Finds the tasks of commands that are about to come in this transaction, all at once rather than one by one. Changes
     * nothing but the time that it takes.
     *
     * @param commands what is about to come
     * @param by the capture point that asks
     */
    public void prepare(List<TaskCommand> commands, CapturePoint by) {
        tasks.prepare(
                by.id(),
                commands.stream()
                        .map(TaskCommand::captureId)
                        .filter(Objects::nonNull)
                        .collect(Collectors.toSet()));
    }

    /**
     * Carries out what is asked, remembers it in the task's history and tells the observers, in this order.
     *
     * @param command what is to be done
     * @param by the capture point whose settings count for who may do it (A78)
     * @param origin who asks for it
     */
    public Outcome perform(TaskCommand command, CapturePoint by, Origin origin) {
        if (command instanceof TaskCommand.Create create) {
            return create(create, by, origin);
        }
        if (command instanceof TaskCommand.Query query) {
            return find(query.address(), by);
        }
        throw new IllegalArgumentException("Unknown command " + command);
    }

    private Outcome create(TaskCommand.Create command, CapturePoint by, Origin origin) {
        String captureId = command.captureId();
        if (captureId != null && by.checkIfCaptured()) {
            Optional<Task> existing = tasks.find(by.id(), captureId);
            if (existing.isPresent()) {
                return new Refused(Refusal.alreadyCaptured(existing.get()));
            }
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Task task = tasks.add(by.capturedBy(), command, now);
        happened(new TaskEvent.TaskCreated(task, origin, now));
        return new Accepted(task);
    }

    private void happened(TaskEvent event) {
        tasks.remember(event);
        events.fire(event);
    }

    /** Tasks of other capture points are not found, so that nobody learns that they exist (A42). */
    private Outcome find(TaskAddress address, CapturePoint by) {
        Integer brokerId = address.brokerId();
        String captureId = address.captureId();
        if (brokerId == null) {
            String given = Objects.requireNonNull(captureId);
            return outcome(tasks.find(by.id(), given), "CaptureId", given);
        }
        Optional<Task> task = tasks.find((int) brokerId)
                .filter(found -> found.capturePointId().equals(by.id()));
        if (task.isEmpty() || captureId == null || task.get().captureId().equals(captureId)) {
            return outcome(task, "BrokerId", brokerId.toString());
        }
        return tasks.find(by.id(), captureId).isEmpty()
                ? new Refused(Refusal.taskNotFound("CaptureId", captureId))
                : new Refused(Refusal.invalidFormat(
                        "BrokerId " + brokerId + " and CaptureId " + captureId
                                + " belong to different tasks; give one of them, or both of the same task",
                        "/"));
    }

    private static Outcome outcome(Optional<Task> task, String kind, String value) {
        return task.<Outcome>map(Accepted::new).orElseGet(() -> new Refused(Refusal.taskNotFound(kind, value)));
    }
}
