package org.workgate.reporting;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.TypedQuery;
import java.util.List;
import org.workgate.access.Role;
import org.workgate.task.DistributionReport.MovedToQueue;
import org.workgate.task.Task;
import org.workgate.task.TaskStatus;

/**
 * What agents see of the built-in desk: of the tasks that lie at its distribution points. Reads as {@link TaskListing} does, and
 * waits for nobody; who wants one of the tasks has to look again when it is locked.
 */
@Stateless
@RolesAllowed(Role.AGENT)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class DeskListing {

    private static final String AT_THE_DESK =
            " from Task t where t.distributionPointId in :distributionPointIds and t.status = :status";

    private static final String IN_NO_WORKBIN = " and (t.queueType is null or t.queueType = :queueType)";

    private static final String IN_THE_WORKBIN = " and t.queueType = :queueType and t.queueTarget = :agent";

    /** In the order in which tasks are handed out (3.4.7). */
    private static final String BEST_FIRST =
            " order by t.orderPriority desc, t.orderDue, t.createdDateTime, t.brokerId";

    @PersistenceContext(unitName = "workgate-reading")
    private EntityManager entityManager;

    /** For the container, which sets the entity manager. */
    @SuppressWarnings("NullAway.Init")
    public DeskListing() {}

    /** A listing of the tasks behind this entity manager. */
    DeskListing(EntityManager entityManager) {
        this.entityManager = entityManager;
    }

    /**
     * The BrokerIds of those that anybody may take, the best one first.
     *
     * @param distributionPointIds the distribution points of the desk
     * @param most how many at most
     */
    public List<Integer> waiting(List<String> distributionPointIds, int most) {
        return distributionPointIds.isEmpty()
                ? List.of()
                : waiting("select t.brokerId", BEST_FIRST, Integer.class, distributionPointIds)
                        .setMaxResults(most)
                        .getResultList();
    }

    /**
     * What an agent sees.
     *
     * @param agent the agent
     * @param distributionPointIds the distribution points of the desk
     * @param most how many at most of those that anybody may take
     */
    public DeskTasks tasks(String agent, List<String> distributionPointIds, int most) {
        if (distributionPointIds.isEmpty()) {
            return new DeskTasks(List.of(), List.of(), List.of(), 0);
        }
        return new DeskTasks(
                details(atTheDesk(
                                "select t",
                                " and t.assignedToUser = :agent order by t.assignedDateTime desc, t.brokerId",
                                Task.class,
                                distributionPointIds,
                                TaskStatus.ASSIGNED)
                        .setParameter("agent", agent)),
                details(atTheDesk(
                                "select t",
                                IN_THE_WORKBIN + BEST_FIRST,
                                Task.class,
                                distributionPointIds,
                                TaskStatus.DISTRIBUTED)
                        .setParameter("queueType", MovedToQueue.AGENT_WORKBIN)
                        .setParameter("agent", agent)),
                details(waiting("select t", BEST_FIRST, Task.class, distributionPointIds)
                        .setMaxResults(most)),
                waiting("select count(t)", "", Long.class, distributionPointIds).getSingleResult());
    }

    private <T> TypedQuery<T> waiting(String select, String order, Class<T> type, List<String> distributionPointIds) {
        return atTheDesk(select, IN_NO_WORKBIN + order, type, distributionPointIds, TaskStatus.DISTRIBUTED)
                .setParameter("queueType", MovedToQueue.INTERACTION_QUEUE);
    }

    private <T> TypedQuery<T> atTheDesk(
            String select, String further, Class<T> type, List<String> distributionPointIds, TaskStatus status) {
        return entityManager
                .createQuery(select + AT_THE_DESK + further, type)
                .setParameter("distributionPointIds", distributionPointIds)
                .setParameter("status", status);
    }

    private static List<TaskDetails> details(TypedQuery<Task> tasks) {
        return tasks.getResultStream().map(TaskDetails::of).toList();
    }
}
