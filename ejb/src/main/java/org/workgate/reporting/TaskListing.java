package org.workgate.reporting;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.TypedQuery;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.workgate.access.Role;
import org.workgate.task.ArchivedHistoryEntry;
import org.workgate.task.ArchivedTask;
import org.workgate.task.GlobalTaskList;
import org.workgate.task.HistoryRecord;
import org.workgate.task.PendingOperation;
import org.workgate.task.Task;
import org.workgate.task.TaskArchive;
import org.workgate.task.TaskAttribute;
import org.workgate.task.TaskHistoryEntry;
import org.workgate.task.TaskRecord;

/**
 * What people and programs see of the Global Task List and of the archive, which is searched in the same way (R206).
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
        return rows(
                kind(query.filter()),
                ids(query.filter(), order(query.sort(), query.descending()))
                        .setFirstResult(query.first())
                        .setMaxResults(query.size())
                        .getResultList());
    }

    /** How many tasks all parts of the list have; {@link #MAX_COUNT} + 1 stands for more than {@link #MAX_COUNT}. */
    public int count(TaskQuery query) {
        return ids(query.filter(), "")
                .setMaxResults(MAX_COUNT + 1)
                .getResultList()
                .size();
    }

    /**
     * The part of the list that follows a place in it, with everything about each task.
     *
     * @param filter which tasks
     * @param sort the column that decides the order, as in {@link TaskQuery#sort()}
     * @param descending whether the greatest comes first
     * @param after the place, in the same order; null for the beginning
     * @param size how many tasks at most, from 1 to {@link #MAX_SIZE}
     */
    public TaskPage page(TaskFilter filter, TaskColumn sort, boolean descending, @Nullable TaskCursor after, int size) {
        if (size < 1 || size > MAX_SIZE) {
            throw new IllegalArgumentException(size + " tasks cannot be listed");
        }
        // Custom attributes are one text for the database, so they are looked at here, some tasks at a time.
        int portion = filter.custom().isEmpty() ? size : MAX_SIZE;
        var found = new ArrayList<TaskDetails>();
        TaskCursor place = after;
        for (int looked = 0; looked < MAX_COUNT; looked += portion) {
            List<Integer> ids = behind(filter, sort, descending, place)
                    .setMaxResults(portion)
                    .getResultList();
            for (TaskRecord task : tasks(kind(filter), ids)) {
                place = TaskCursor.behind(task, sort);
                if (has(task, filter.custom())) {
                    found.add(TaskDetails.of(task));
                }
                if (found.size() == size) {
                    return new TaskPage(found, place);
                }
            }
            if (ids.size() < portion) {
                return new TaskPage(found, null);
            }
        }
        return new TaskPage(found, place);
    }

    private static boolean has(TaskRecord task, Map<String, String> custom) {
        return custom.entrySet().stream().allMatch(wanted -> wanted.getValue()
                .equals(task.customAttributes().get(wanted.getKey())));
    }

    private TypedQuery<Integer> behind(
            TaskFilter filter, TaskColumn sort, boolean descending, @Nullable TaskCursor after) {
        var conditions = new Conditions(filter);
        if (after != null) {
            conditions.behind(sort, descending, after);
        }
        return ids(kind(filter), conditions, order(sort, descending));
    }

    private TypedQuery<Integer> ids(TaskFilter filter, String order) {
        return ids(kind(filter), new Conditions(filter), order);
    }

    private TypedQuery<Integer> ids(Class<? extends TaskRecord> kind, Conditions conditions, String order) {
        TypedQuery<Integer> ids = entityManager.createQuery(
                "select t.brokerId" + from(kind) + " where " + conditions + order, Integer.class);
        conditions.parameters().forEach(ids::setParameter);
        return ids;
    }

    private static Class<? extends TaskRecord> kind(TaskFilter filter) {
        return filter.archived() ? ArchivedTask.class : Task.class;
    }

    private static String from(Class<? extends TaskRecord> kind) {
        return " from " + kind.getSimpleName() + " t";
    }

    private static String order(TaskColumn sort, boolean descending) {
        String direction = descending ? " desc" : "";
        return sort == TaskColumn.BROKER_ID
                ? " order by t.brokerId" + direction
                : " order by t." + sort.field() + direction + " nulls last, t.brokerId";
    }

    /** What a task has to meet, as a part of a query. */
    private static final class Conditions {

        private final StringBuilder text = new StringBuilder("1 = 1");
        private final Map<String, Object> parameters = new HashMap<>();

        Conditions(TaskFilter filter) {
            Instant expiredBy = filter.expiredBy();
            if (expiredBy != null) {
                text.append(" and t.endedAt is null and t.expirationDateTime < :expiredBy");
                parameters.put("expiredBy", expiredBy);
            }
            if (!filter.statuses().isEmpty()) {
                text.append(" and t.status in :statuses");
                parameters.put("statuses", filter.statuses());
            }
            if (!filter.text().isEmpty()) {
                begin(filter.text());
            }
            filter.identification().forEach((identification, value) -> equal(identification.field(), value));
            filter.attributes().forEach((attribute, value) -> equal(field(attribute), value));
        }

        private void begin(String start) {
            Optional<Integer> brokerId = number(start);
            text.append(" and (t.captureId like :prefix escape '!'");
            parameters.put("prefix", start.replaceAll("[!%_]", "!$0") + "%");
            brokerId.ifPresent(id -> {
                text.append(" or t.brokerId = :brokerId");
                parameters.put("brokerId", id);
            });
            text.append(")");
        }

        private void equal(String field, Object value) {
            text.append(" and t.").append(field).append(" = :").append(field);
            parameters.put(field, value);
        }

        /** Nothing up to this place: behind it are the values that come later, then the same value, then none at all. */
        void behind(TaskColumn sort, boolean descending, TaskCursor place) {
            String field = "t." + sort.field();
            parameters.put("placeId", place.brokerId());
            if (sort == TaskColumn.BROKER_ID) {
                text.append(" and ")
                        .append(field)
                        .append(descending ? " < " : " > ")
                        .append(":placeId");
            } else if (place.value() == null) {
                text.append(" and ").append(field).append(" is null and t.brokerId > :placeId");
            } else {
                text.append(" and (")
                        .append(field)
                        .append(descending ? " < " : " > ")
                        .append(":place or ")
                        .append(field)
                        .append(" is null or (")
                        .append(field)
                        .append(" = :place and t.brokerId > :placeId))");
                parameters.put("place", place.value());
            }
        }

        /** The field of the task, which is called like the element in messages but where that begins or ends in capitals. */
        private static String field(TaskAttribute attribute) {
            return switch (attribute) {
                case QUEUE -> "queue";
                case QUEUE_TYPE -> "queueType";
                case QUEUE_TARGET -> "queueTarget";
                case CUSTOMER_ID -> "customerId";
                default -> attribute.wireName();
            };
        }

        Map<String, Object> parameters() {
            return parameters;
        }

        @Override
        public String toString() {
            return text.toString();
        }
    }

    private static Optional<Integer> number(String text) {
        try {
            return Optional.of(Integer.valueOf(text));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** The tasks of the list with these BrokerIds, in this order, without those that do not exist. */
    public List<TaskRow> rows(List<Integer> ids) {
        return rows(Task.class, ids);
    }

    private List<TaskRow> rows(Class<? extends TaskRecord> kind, List<Integer> ids) {
        return tasks(kind, ids).stream().map(TaskRow::of).toList();
    }

    private List<TaskRecord> tasks(Class<? extends TaskRecord> kind, List<Integer> ids) {
        if (ids.isEmpty()) {
            return List.of();
        }
        Map<Integer, TaskRecord> tasks = entityManager
                .createQuery("select t" + from(kind) + " where t.brokerId in :ids", TaskRecord.class)
                .setParameter("ids", ids)
                .getResultStream()
                .collect(Collectors.toMap(TaskRecord::brokerId, Function.identity()));
        return ids.stream().map(tasks::get).filter(Objects::nonNull).toList();
    }

    /** Everything about the task with this BrokerId, as it is now in the list, or was when it was archived. */
    public Optional<TaskDetails> details(int brokerId) {
        // In the way that a task goes, so that one that is on its way is found.
        return new GlobalTaskList(entityManager)
                .find(brokerId)
                .<TaskRecord>map(task -> task)
                .or(() -> new TaskArchive(entityManager).find(brokerId))
                .map(TaskDetails::of);
    }

    /**
     * What happened to the task with this BrokerId, in the list or in the archive.
     *
     * @param after only what follows the entry with this number, nothing if there is none; 0 for the beginning
     * @param size how many entries at most, from 1 to {@link #MAX_SIZE}
     */
    public HistoryPage history(int brokerId, long after, int size) {
        return history(brokerId, after == 0 ? null : after, Direction.FORWARDS, size);
    }

    /**
     * The same from its end.
     *
     * @param before only what comes before the entry with this number, nothing if there is none; {@link Long#MAX_VALUE} for the end
     * @param size how many entries at most, from 1 to {@link #MAX_SIZE}
     */
    public HistoryPage latest(int brokerId, long before, int size) {
        HistoryPage newestFirst =
                history(brokerId, before == Long.MAX_VALUE ? null : before, Direction.BACKWARDS, size);
        var entries = new ArrayList<>(newestFirst.entries());
        Collections.reverse(entries);
        return new HistoryPage(entries, newestFirst.more());
    }

    /** By time, since servers that draw numbers in turn draw them in blocks: of several servers the latest need not have the greatest. */
    private enum Direction {
        FORWARDS("(e.at > :at or e.at = :at and e.id > :place)", "e.at, e.id"),
        BACKWARDS("(e.at < :at or e.at = :at and e.id < :place)", "e.at desc, e.id desc");

        private final String beyond;
        private final String order;

        Direction(String beyond, String order) {
            this.beyond = beyond;
            this.order = order;
        }
    }

    private HistoryPage history(int brokerId, @Nullable Long place, Direction direction, int size) {
        if (size < 1 || size > MAX_SIZE) {
            throw new IllegalArgumentException(size + " entries cannot be listed");
        }
        // In the way that a history goes with its task.
        List<HistoryRecord> entries = history(TaskHistoryEntry.class, brokerId, place, direction, size + 1);
        if (entries.isEmpty()) {
            entries = history(ArchivedHistoryEntry.class, brokerId, place, direction, size + 1);
        }
        return new HistoryPage(entries.subList(0, Math.min(size, entries.size())), entries.size() > size);
    }

    private List<HistoryRecord> history(
            Class<? extends HistoryRecord> kind, int brokerId, @Nullable Long place, Direction direction, int most) {
        String lines = " from " + kind.getSimpleName() + " e where e.brokerId = :brokerId";
        String order = " order by " + direction.order;
        if (place == null) {
            return entityManager
                    .createQuery("select e" + lines + order, HistoryRecord.class)
                    .setParameter("brokerId", brokerId)
                    .setMaxResults(most)
                    .getResultList();
        }
        return entityManager
                .createQuery("select e.at" + lines + " and e.id = :place", Instant.class)
                .setParameter("brokerId", brokerId)
                .setParameter("place", place)
                .getResultStream()
                .findFirst()
                .map(at -> entityManager
                        .createQuery("select e" + lines + " and " + direction.beyond + order, HistoryRecord.class)
                        .setParameter("brokerId", brokerId)
                        .setParameter("at", at)
                        .setParameter("place", place)
                        .setMaxResults(most)
                        .getResultList())
                .orElse(List.of());
    }

    /** The operations that wait for the distribution system to give this task back, in the order of their turns (A87). */
    public List<PendingOperation> pending(int brokerId) {
        return new GlobalTaskList(entityManager).pending(brokerId);
    }

    /** How many tasks in the same place, itself included, share the CaptureId of this one in its capture point (A43). */
    public long alike(TaskDetails task) {
        return entityManager
                .createQuery(
                        "select count(t)" + from(task.isArchived() ? ArchivedTask.class : Task.class)
                                + " where t.capturePointId = :capturePointId and t.captureId = :captureId",
                        Long.class)
                .setParameter("capturePointId", task.capturePointId())
                .setParameter("captureId", task.captureId())
                .getSingleResult();
    }
}
