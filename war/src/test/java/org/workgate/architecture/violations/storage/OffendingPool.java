package org.workgate.architecture.violations.storage;

import javax.sql.DataSource;

record OffendingPool(DataSource dataSource) {}
