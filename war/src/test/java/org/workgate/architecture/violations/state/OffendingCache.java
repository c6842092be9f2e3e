package org.workgate.architecture.violations.state;

import jakarta.ejb.Stateless;
import java.util.ArrayList;
import java.util.List;

@Stateless
class OffendingCache {
    final List<String> known = new ArrayList<>();
}
