package org.workgate.it.least;

import jakarta.annotation.PostConstruct;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.inject.Named;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.List;

/** Asks the database once at the start, as every application does that has to know what it left behind. */
@Named
@Singleton
@Startup
public class KnownTables {

    @PersistenceContext
    private EntityManager entityManager;

    private List<String> names;

    @PostConstruct
    void read() {
        names = entityManager
                .createQuery("select t from KnownTable t", KnownTable.class)
                .getResultStream()
                .map(KnownTable::name)
                .toList();
    }

    /** The names of all of them. */
    public List<String> getNames() {
        return names;
    }
}
