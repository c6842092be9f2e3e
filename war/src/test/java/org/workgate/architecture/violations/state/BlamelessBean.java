package org.workgate.architecture.violations.state;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;

@Stateless
class BlamelessBean {
    static final int LIMIT = 3;

    @Inject
    Clock clock;
}
