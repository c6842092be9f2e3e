package org.workgate.architecture.violations.vendors;

import org.postgresql.util.PSQLException;

class OffendingPostgres {
    PSQLException cause;
}
