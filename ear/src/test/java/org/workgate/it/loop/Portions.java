package org.workgate.it.loop;

import jakarta.annotation.Resource;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSProducer;
import jakarta.jms.Queue;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.TypedQuery;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;

/**
 * What the product's background work is measured against: portions of tasks as everybody would work them off, with no rules, no
 * history, no journal, and no thought of who else is about them. Each is a transaction.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class Portions {

    private static final String TOLD = "<GTLMessages><TaskDistributed><BrokerId>4711</BrokerId>"
            + "<CaptureId>000004711</CaptureId><CapturePointId>mq</CapturePointId>"
            + "<DistributionId>3f0cba9e-6e0f-4c0c-8d9c-5f4a0a2f1d11</DistributionId>"
            + "<DistributionPointId>desk</DistributionPointId><Actor>Distribution Service</Actor>"
            + "<EventDateTime>2024-03-04T09:00:00</EventDateTime></TaskDistributed></GTLMessages>";

    @PersistenceContext
    private EntityManager entityManager;

    @Resource(lookup = "jms/workgate/connectionFactory")
    private ConnectionFactory connectionFactory;

    @Resource(lookup = "jms/loop/out")
    private Queue output;

    /** Gives those that are due the longest another priority and another time, and returns how many there were. */
    public int prioritize(int most) {
        long now = now();
        List<BareTask> due = rows(entityManager
                .createQuery(
                        "select t.id from BareTask t where t.nextStepAt <= :now order by t.nextStepAt, t.id",
                        Integer.class)
                .setParameter("now", now)
                .setMaxResults(most));
        due.forEach(task -> task.prioritized(70, now));
        return due.size();
    }

    /** Marks the best as distributed, sends a message about each, and returns how many there were. */
    public int distribute(int most) {
        long now = now();
        List<BareTask> best = rows(entityManager
                .createQuery(
                        "select t.id from BareTask t where t.nextDistributionPointId = 'desk' and t.status = 'QUEUED'"
                                + " order by t.orderPriority desc, t.orderDue, t.createdDateTime, t.id",
                        Integer.class)
                .setMaxResults(most));
        try (JMSContext context = connectionFactory.createContext()) {
            JMSProducer producer = context.createProducer();
            for (BareTask task : best) {
                task.distributed(UUID.randomUUID().toString(), now);
                producer.send(output, TOLD);
            }
        }
        return best.size();
    }

    /** In any order. First which they are: for whole rows one of the databases would rather read and sort the table. */
    private List<BareTask> rows(TypedQuery<Integer> ids) {
        List<Integer> which = ids.getResultList();
        return which.isEmpty()
                ? List.of()
                : entityManager
                        .createQuery("select t from BareTask t where t.id in :ids", BareTask.class)
                        .setParameter("ids", which)
                        .getResultList();
    }

    private static long now() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
    }
}
