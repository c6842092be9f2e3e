package org.workgate.gate;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import org.workgate.structure.BusinessStructure.DistributionPoint;
import org.workgate.structure.StructureInForce;
import org.workgate.task.Task;
import org.workgate.task.TaskEvent;

/**
 * Finds the distribution system that has a task, by its distribution point. Where that has none, or has left the structure, nobody is
 * told, and a task is given back by that alone.
 */
@ApplicationScoped
class DistributionSystems {

    @Inject
    @Any
    private Instance<DistributionSystem> systems;

    @Inject
    private StructureInForce structure;

    /** See {@link DistributionSystem#submit}. */
    void submit(Task task, DistributionPoint point) {
        system(point).ifPresent(system -> system.submit(task, point));
    }

    /** Has the distribution system that has the task, if one has it, learn what an event changed in it (R126). */
    void update(TaskEvent event) {
        Task task = event.task();
        if (task.isSubmitted()) {
            point(task).ifPresent(point -> system(point)
                    .ifPresent(system ->
                            system.update(task, point, event.occurrence().changes())));
        }
    }

    /** Whether a task has to be asked back from the distribution system that has it. */
    boolean answerLater(Task task) {
        return task.isSubmitted()
                && point(task)
                        .flatMap(this::system)
                        .map(DistributionSystem::answersLater)
                        .orElse(false);
    }

    /** Asks for a task back from the distribution system that has it. */
    void revoke(Task task) {
        point(task).ifPresent(point -> system(point).ifPresent(system -> system.revoke(task, point)));
    }

    /** The distribution points whose distribution systems answer later. */
    List<String> answeringLater() {
        return structure.get().distributionPoints().stream()
                .filter(point ->
                        system(point).map(DistributionSystem::answersLater).orElse(false))
                .map(DistributionPoint::id)
                .toList();
    }

    private Optional<DistributionPoint> point(Task task) {
        return Optional.ofNullable(task.distributionPointId())
                .flatMap(id -> structure.get().distributionPoint(id));
    }

    private Optional<DistributionSystem> system(DistributionPoint point) {
        return systems.stream()
                .filter(system -> system.destination() == point.system())
                .findFirst();
    }
}
