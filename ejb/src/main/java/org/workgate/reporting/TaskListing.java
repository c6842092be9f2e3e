package org.workgate.reporting;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.TypedQuery;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.workgate.access.Role;
import org.workgate.task.GlobalTaskList;
import org.workgate.task.Task;

/**
 * What people and programs see of the Global Task List.
 *
 * <p>Reads outside of any transaction through a data source of its own, which waits for nobody: on PostgreSQL it sees what
 * is committed, on Derby, where readers otherwise wait for writers, it may see a change a moment before it is committed.
 */
@Stateless
@RolesAllowed({Role.VIEWER, Role.OPERATOR, Role.ADMINISTRATOR, Role.AUDITOR})
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class TaskListing {

    /** Up to how many tasks are counted, and how deep one can page: who looks further narrows the search instead. */
    public static final int MAX_COUNT = 10_000;

    /** The greatest number of tasks in one part of the list. */
    public static final int MAX_SIZE = 1_000;

    @PersistenceContext(unitName = "workgate-reading")
    private EntityManager entityManager;

    /** For the container, which sets the entity manager. */
    @SuppressWarnings("NullAway.Init")
    public TaskListing() {}

    /** A listing of the tasks behind this entity manager. */
    TaskListing(EntityManager entityManager) {
        this.entityManager = entityManager;
    }

    /** The part of the list that is asked for. */
    public List<TaskRow> rows(TaskQuery query) {
        // The IDs first and their rows afterwards: an index alone answers which they are.
        return rows(ids(query, order(query))
                .setFirstResult(query.first())
                .setMaxResults(query.size())
                .getResultList());
    }

    /** How many tasks all parts of the list have; {@link #MAX_COUNT} + 1 stands for more than {@link #MAX_COUNT}. */
    public int count(TaskQuery query) {
        return ids(query, "").setMaxResults(MAX_COUNT + 1).getResultList().size();
    }

    private TypedQuery<Integer> ids(TaskQuery query, String order) {
        var conditions = new StringBuilder("select t.brokerId from Task t where 1 = 1");
        Optional<Integer> brokerId = number(query.text());
        if (!query.statuses().isEmpty()) {
            conditions.append(" and t.status in :statuses");
        }
        if (!query.text().isEmpty()) {
            conditions.append(" and (t.captureId like :prefix escape '!'");
            conditions.append(brokerId.isPresent() ? " or t.brokerId = :brokerId)" : ")");
        }
        TypedQuery<Integer> ids = entityManager.createQuery(conditions + order, Integer.class);
        if (!query.statuses().isEmpty()) {
            ids.setParameter("statuses", query.statuses());
        }
        if (!query.text().isEmpty()) {
            ids.setParameter("prefix", query.text().replaceAll("[!%_]", "!$0") + "%");
            brokerId.ifPresent(id -> ids.setParameter("brokerId", id));
        }
        return ids;
    }

    private static String order(TaskQuery query) {
        String direction = query.descending() ? " desc" : "";
        return query.sort() == TaskColumn.BROKER_ID
                ? " order by t.brokerId" + direction
                : " order by t." + query.sort().field() + direction + " nulls last, t.brokerId";
    }

    private static Optional<Integer> number(String text) {
        try {
            return Optional.of(Integer.valueOf(text));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** The tasks with these BrokerIds, in this order, without those that do not exist. */
    public List<TaskRow> rows(List<Integer> ids) {
        if (ids.isEmpty()) {
            return List.of();
        }
        Map<Integer, TaskRow> rows = entityManager
                .createQuery("select t from Task t where t.brokerId in :ids", Task.class)
                .setParameter("ids", ids)
                .getResultStream()
                .map(TaskRow::of)
                .collect(Collectors.toMap(TaskRow::brokerId, Function.identity()));
        return ids.stream().map(rows::get).filter(Objects::nonNull).toList();
    }

    /** Everything about the task with this BrokerId. */
    public Optional<TaskDetails> details(int brokerId) {
        var tasks = new GlobalTaskList(entityManager);
        return tasks.find(brokerId).map(task -> TaskDetails.of(task, tasks.history(brokerId), alike(task)));
    }

    private long alike(Task task) {
        return entityManager
                .createQuery(
                        "select count(t) from Task t where t.capturePointId = :capturePointId"
                                + " and t.captureId = :captureId",
                        Long.class)
                .setParameter("capturePointId", task.capturePointId())
                .setParameter("captureId", task.captureId())
                .getSingleResult();
    }
}
