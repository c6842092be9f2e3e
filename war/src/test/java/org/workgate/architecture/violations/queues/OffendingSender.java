package org.workgate.architecture.violations.queues;

import jakarta.jms.JMSContext;

record OffendingSender(JMSContext context) {}
