package org.workgate.platform;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.TransactionScoped;
import java.time.Clock;
import org.workgate.task.GlobalTaskList;
import org.workgate.task.TaskArchive;

/** Offers for injection what the server provides and what would otherwise have to know the server. */
@ApplicationScoped
class Provided {

    @PersistenceContext(unitName = "workgate")
    private EntityManager entityManager;

    @Produces
    EntityManager entityManager() {
        return entityManager;
    }

    @Produces
    @TransactionScoped
    GlobalTaskList globalTaskList() {
        return new GlobalTaskList(entityManager);
    }

    @Produces
    TaskArchive taskArchive() {
        return new TaskArchive(entityManager);
    }

    @Produces
    Clock clock() {
        return Clock.systemUTC();
    }
}
