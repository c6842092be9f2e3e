package org.workgate.platform;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.persistence.EntityManagerFactory;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Compares the tables of the migrations with those that the persistence provider would make of the mapping. */
class MappingTest {

    /** What the provider would limit, since a converter hides that the text has no limit. */
    private static final Set<String> UNLIMITED = Set.of(
            "gtl_pending_operation.given_values",
            "gtl_task.custom_attributes",
            "gtl_task_history.changes",
            "gtl_task_history.because",
            "gtl_task_history.steps",
            "gtl_archived_task.custom_attributes",
            "gtl_archived_history.changes",
            "gtl_archived_history.because",
            "gtl_archived_history.steps");

    /**
     * What the tests compare of a column.
     *
     * @param length of a text in characters, 0 for what has no limit of its own
     */
    private record Column(Kind kind, int length, boolean nullable) {}

    private enum Kind {
        TEXT,
        BYTES,
        INTEGER,
        LONG,
        FLAG
    }

    @ParameterizedTest
    @EnumSource
    void every_column_is_as_it_is_mapped(TestDatabase vendor) throws Exception {
        // Derby counts UTF-16 units, of which a character has up to two.
        int unitsPerCharacter = vendor == TestDatabase.DERBY ? 2 : 1;
        Map<String, Column> migrated = columns(vendor.migrated(), unitsPerCharacter);

        Map<String, Column> mapped = mapped(vendor);

        assertThat(difference(mapped, migrated))
                .as("mapped, but not so in the tables")
                .isEmpty();
        assertThat(difference(migrated, mapped))
                .as("in the tables, but not so mapped")
                .isEmpty();
    }

    private static Set<Map.Entry<String, Column>> difference(Map<String, Column> these, Map<String, Column> those) {
        var difference = new LinkedHashSet<>(these.entrySet());
        difference.removeAll(those.entrySet());
        return difference;
    }

    /** The columns that the provider makes of the mapping. */
    private static Map<String, Column> mapped(TestDatabase vendor) throws SQLException {
        DataSource database = vendor.empty();
        try (EntityManagerFactory entities = TestDatabase.entities(
                database, Map.of("jakarta.persistence.schema-generation.database.action", "create"))) {
            entities.createEntityManager().close();
        }
        Map<String, Column> mapped = columns(database, 1);
        UNLIMITED.forEach(limited ->
                mapped.computeIfPresent(limited, (name, column) -> new Column(column.kind(), 0, column.nullable())));
        return mapped;
    }

    private static Map<String, Column> columns(DataSource database, int unitsPerCharacter) throws SQLException {
        var columns = new TreeMap<String, Column>();
        try (Connection connection = database.getConnection()) {
            DatabaseMetaData metaData = connection.getMetaData();
            for (String table : tables(connection)) {
                try (ResultSet rows = metaData.getColumns(null, connection.getSchema(), table, null)) {
                    while (rows.next()) {
                        String name = table + "." + rows.getString("COLUMN_NAME");
                        Kind kind = kind(rows.getInt("DATA_TYPE"));
                        int size = rows.getInt("COLUMN_SIZE");
                        boolean limited = kind == Kind.TEXT && size < Integer.MAX_VALUE;
                        columns.put(
                                name.toLowerCase(Locale.ROOT),
                                new Column(
                                        kind,
                                        limited ? size / unitsPerCharacter : 0,
                                        rows.getInt("NULLABLE") == DatabaseMetaData.columnNullable));
                    }
                }
            }
        }
        return columns;
    }

    private static List<String> tables(Connection connection) throws SQLException {
        var tables = new ArrayList<String>();
        try (ResultSet rows =
                connection.getMetaData().getTables(null, connection.getSchema(), null, new String[] {"TABLE"})) {
            while (rows.next()) {
                tables.add(rows.getString("TABLE_NAME"));
            }
        }
        tables.remove("gtl_schema_history");
        return tables;
    }

    private static Kind kind(int type) {
        return switch (type) {
            case Types.VARCHAR, Types.CLOB -> Kind.TEXT;
            case Types.BLOB, Types.BINARY -> Kind.BYTES;
            case Types.INTEGER -> Kind.INTEGER;
            case Types.BIGINT -> Kind.LONG;
            // The provider makes a SMALLINT of a boolean on Derby, and reads and writes a BOOLEAN just as well.
            case Types.BOOLEAN, Types.BIT, Types.SMALLINT -> Kind.FLAG;
            default -> throw new IllegalArgumentException("No column should have the JDBC type " + type);
        };
    }
}
