package org.workgate.architecture.violations.heart.task;

import jakarta.persistence.EntityManager;
import org.eclipse.persistence.sessions.Session;

class OffendingWithProvider {
    Session session(EntityManager entityManager) {
        return entityManager.unwrap(Session.class);
    }
}
