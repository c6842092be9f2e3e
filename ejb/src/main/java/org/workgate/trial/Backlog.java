package org.workgate.trial;

import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.List;
import org.workgate.rules.RuleService;
import org.workgate.task.GlobalTaskList;
import org.workgate.task.Task;

/**
 * The tasks on which a draft is tried. Reads them outside of any transaction, through the data source that lists read through and that
 * waits for nobody; so what is done with them reaches no database.
 */
@Stateless
@PermitAll
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class Backlog {

    @PersistenceContext(unitName = "workgate-reading")
    private EntityManager entityManager;

    /** For the container, which sets the entity manager. */
    @SuppressWarnings("NullAway.Init")
    public Backlog() {}

    /** That of the tasks behind this entity manager. */
    Backlog(EntityManager entityManager) {
        this.entityManager = entityManager;
    }

    /** How far the tasks reach that concern a trial of this service. */
    public GlobalTaskList.Extent extent(RuleService service) {
        return new GlobalTaskList(entityManager).extent(Foresight.concerned(service));
    }

    /**
     * Some of these tasks, the newest first.
     *
     * @param from only those up to this BrokerId
     * @param most how many at most
     */
    public List<Task> stretch(RuleService service, int from, int most) {
        return new GlobalTaskList(entityManager).stretch(Foresight.concerned(service), from, most);
    }
}
