package org.workgate.architecture.violations.queues.capture;

import jakarta.jms.JMSContext;

record BlamelessReceiver(JMSContext context) {}
