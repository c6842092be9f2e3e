package org.workgate.architecture.violations.heart.task;

import org.eclipse.persistence.internal.weaving.PersistenceWeaved;
import org.eclipse.persistence.queries.FetchGroup;

/** As the weaving of entities leaves a class behind. */
class BlamelessWoven implements PersistenceWeaved {
    FetchGroup _persistence_fetchGroup;
}
