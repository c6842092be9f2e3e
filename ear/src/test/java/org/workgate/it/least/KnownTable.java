package org.workgate.it.least;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** The one entity of the least application: what Derby itself knows of a table, which is in every database. */
@Entity
@Table(schema = "SYS", name = "SYSTABLES")
public class KnownTable {

    @Id
    @Column(name = "TABLEID")
    private String id;

    @Column(name = "TABLENAME")
    private String name;

    /** For the persistence provider. */
    protected KnownTable() {}

    /** Its name. */
    public String name() {
        return name;
    }
}
