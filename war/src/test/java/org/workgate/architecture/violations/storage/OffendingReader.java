package org.workgate.architecture.violations.storage;

import jakarta.persistence.EntityManager;

record OffendingReader(EntityManager entityManager) {}
