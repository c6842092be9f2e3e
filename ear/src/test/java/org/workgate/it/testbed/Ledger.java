package org.workgate.it.testbed;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** Creates the testbed's tables at the first start. */
@Singleton
@Startup
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class Ledger {

    @Resource(lookup = "jdbc/testbed")
    private DataSource database;

    @PostConstruct
    void create() {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet tables = connection.getMetaData().getTables(null, null, "DRAINED", null)) {
            if (tables.next()) {
                return;
            }
            statement.execute("create table drained (id bigint generated always as identity primary key,"
                    + " message_id varchar(128) not null, correlation_id varchar(128), body clob(1m) not null)");
            statement.execute("create table fed (so_far int not null)");
            statement.execute("insert into fed values 0");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
