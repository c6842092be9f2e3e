package org.workgate.it.loop;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;

/** What lies in the product's database. */
@Path("rows")
@RequestScoped
public class Rows {

    @Resource(lookup = "jdbc/workgate")
    private DataSource database;

    /** Waits for nobody. */
    @Resource(lookup = "jdbc/workgate-reading")
    private DataSource reading;

    /** Runs a statement, in a transaction of its own, and returns how many rows it changed. */
    @POST
    @Path("run")
    @Produces(MediaType.TEXT_PLAIN)
    public int run(String statement) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement running = connection.createStatement()) {
            running.execute(statement);
            return running.getUpdateCount();
        }
    }

    /** The first column of the only row. */
    @POST
    @Path("number")
    @Produces(MediaType.TEXT_PLAIN)
    public long number(String query) throws SQLException {
        try (Connection connection = reading.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    /**
     * Copies the only task, with its history, until there are so many; each has the BrokerId after the one before, by which its CaptureId
     * is called.
     */
    @POST
    @Path("fill")
    public void fill(@QueryParam("count") int count) throws SQLException {
        long first = number("select min(id) from gtl_task");
        for (long present = number("select count(*) from gtl_task"); present < count; present *= 2) {
            String before = "id <= " + (first + count - present - 1);
            copy("gtl_task", before, "id", present);
            copy("gtl_task_history", "broker_" + before, "broker_id", present);
        }
    }

    private void copy(String table, String which, String key, long further) throws SQLException {
        List<String> columns = columns(table);
        List<String> values = columns.stream()
                .map(column -> column.equals(key)
                        ? key + " + " + further
                        : column.equals("capture_id")
                                ? "trim(cast(" + key + " + " + further + " as char(12)))"
                                : column)
                .toList();
        run("insert into " + table + " (" + String.join(", ", columns) + ") select " + String.join(", ", values)
                + " from " + table + " where " + which);
    }

    /** Makes the table of the loops: a copy of that of the tasks, with its rows and its indexes. */
    @POST
    @Path("copy")
    public void copy() throws SQLException {
        run("create table bare_task as select * from gtl_task with no data");
        run("insert into bare_task select * from gtl_task");
        try (Connection connection = reading.getConnection()) {
            DatabaseMetaData about = connection.getMetaData();
            String table = about.storesUpperCaseIdentifiers() ? "GTL_TASK" : "gtl_task";
            Map<String, List<String>> columns = new TreeMap<>();
            Map<String, String> conditions = new HashMap<>();
            try (ResultSet indexes = about.getIndexInfo(null, connection.getSchema(), table, false, true)) {
                while (indexes.next()) {
                    String name = indexes.getString("INDEX_NAME");
                    String condition = indexes.getString("FILTER_CONDITION");
                    boolean descending = "D".equals(indexes.getString("ASC_OR_DESC"));
                    columns.computeIfAbsent(name, any -> new ArrayList<>())
                            .add(indexes.getString("COLUMN_NAME") + (descending ? " desc" : ""));
                    conditions.put(name, condition == null ? "" : " where " + condition);
                }
            }
            int number = 0;
            for (Map.Entry<String, List<String>> index : columns.entrySet()) {
                run("create index bare_" + ++number + " on bare_task (" + String.join(", ", index.getValue()) + ")"
                        + conditions.get(index.getKey()));
            }
        }
    }

    private List<String> columns(String table) throws SQLException {
        try (Connection connection = reading.getConnection();
                Statement statement = connection.createStatement();
                ResultSet none = statement.executeQuery("select * from " + table + " where 1 = 0")) {
            ResultSetMetaData about = none.getMetaData();
            var columns = new ArrayList<String>();
            for (int column = 1; column <= about.getColumnCount(); column++) {
                columns.add(about.getColumnName(column).toLowerCase(Locale.ROOT));
            }
            return columns;
        }
    }
}
