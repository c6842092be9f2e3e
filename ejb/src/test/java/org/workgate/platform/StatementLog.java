package org.workgate.platform;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;

/** What went to a database through a data source, in its order. */
public final class StatementLog {

    /**
     * Statements that were executed in one call.
     *
     * @param sql the statement
     * @param parameters what was bound last, by position from 1
     * @param rows how often it was executed in this call: the size of the batch, 1 outside of one
     */
    public record Execution(String sql, Map<Integer, Object> parameters, int rows) {

        /** Whether it begins with this word, such as {@code select}. */
        public boolean is(String verb) {
            return sql.toLowerCase(Locale.ROOT).startsWith(verb);
        }
    }

    private final List<Execution> executions = new ArrayList<>();

    /** A data source that logs here what goes to that one. */
    public DataSource watching(DataSource database) {
        return proxy(
                DataSource.class,
                database,
                (method, args, result) -> result instanceof Connection connection ? watching(connection) : result);
    }

    /** Everything so far. */
    public List<Execution> executions() {
        return List.copyOf(executions);
    }

    /** Everything so far that begins with this word. */
    public List<Execution> executions(String verb) {
        return executions.stream().filter(execution -> execution.is(verb)).toList();
    }

    /** Forgets everything so far. */
    public void clear() {
        executions.clear();
    }

    private Connection watching(Connection connection) {
        return proxy(Connection.class, connection, (method, args, result) -> {
            if (result instanceof PreparedStatement statement) {
                return watching(statement, (String) args[0]);
            }
            return result instanceof Statement statement ? watching(statement) : result;
        });
    }

    private Statement watching(Statement statement) {
        return proxy(Statement.class, statement, (method, args, result) -> {
            if (method.startsWith("execute") && args.length > 0) {
                executions.add(new Execution((String) args[0], Map.of(), 1));
            }
            return result;
        });
    }

    private PreparedStatement watching(PreparedStatement statement, String sql) {
        var parameters = new TreeMap<Integer, Object>();
        var batch = new ArrayList<Map<Integer, Object>>();
        return proxy(PreparedStatement.class, statement, (method, args, result) -> {
            if (method.equals("setNull")) {
                parameters.put((Integer) args[0], "null");
            } else if (method.startsWith("set") && args.length > 1) {
                parameters.put((Integer) args[0], args[1]);
            } else if (method.equals("addBatch")) {
                batch.add(Map.copyOf(parameters));
            } else if (method.equals("executeBatch")) {
                executions.add(new Execution(sql, Map.copyOf(parameters), batch.size()));
                batch.clear();
            } else if (method.startsWith("execute")) {
                executions.add(new Execution(sql, Map.copyOf(parameters), 1));
            }
            return result;
        });
    }

    private interface After {
        Object seen(String method, Object[] args, Object result) throws SQLException;
    }

    private static <T> T proxy(Class<T> type, T target, After after) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, args) -> {
            try {
                return after.seen(method.getName(), args == null ? new Object[0] : args, method.invoke(target, args));
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }));
    }
}
