package org.workgate.architecture.violations.storage;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;

@Entity
class BlamelessEntity {
    @Id
    int id;
}
