package org.workgate.it.bare;

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

/** Creates the table of the {@link BareConsumer} at the first start: the columns of {@code gtl_task}, and its primary key. */
@Singleton
@Startup
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class BareTable {

    @Resource(lookup = "jdbc/bare")
    private DataSource database;

    @PostConstruct
    void create() {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet tables = connection.getMetaData().getTables(null, null, "BARE_TASK", null)) {
            if (!tables.next()) {
                statement.execute("create table bare_task (id int generated always as identity primary key,"
                        + " version int not null, capture_point_id varchar(16) not null, capture_id varchar(64) not null,"
                        + " capture_guard bigint not null, tenant_id varchar(16) not null,"
                        + " solution_id varchar(16) not null, contract_id varchar(16), process_id varchar(16),"
                        + " process_given boolean not null, channel varchar(32), category varchar(32),"
                        + " status varchar(16) not null, held_from_status varchar(16), business_calendar_id varchar(16),"
                        + " created_at timestamp not null, held_at timestamp, distributed_at timestamp,"
                        + " assigned_at timestamp, completed_at timestamp, activation_at timestamp, due_at timestamp,"
                        + " expiration_at timestamp, priority int, priority_given boolean not null,"
                        + " reprioritize_at timestamp, business_value int, assigned_to_user varchar(64),"
                        + " queue_name varchar(255), queue_type varchar(32), queue_target varchar(255),"
                        + " distribution_id varchar(64), distribution_point_id varchar(16), customer_id varchar(64),"
                        + " customer_segment varchar(64), product_type varchar(64), product_subtype varchar(64),"
                        + " result_code varchar(64), source_first_created_at timestamp, source_created_at timestamp,"
                        + " source_due_at timestamp, source_process_type varchar(64), source_process_subtype varchar(64),"
                        + " source_tenant varchar(64), custom_attributes varchar(4000))");
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
