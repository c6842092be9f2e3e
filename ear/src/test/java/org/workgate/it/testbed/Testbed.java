package org.workgate.it.testbed;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/**
 * A test-only application that is deployed on the server beside the product and works on its queues: fills the input queue,
 * drains the output queue and tells what it took. Its own tables are in a database of its own.
 */
@ApplicationPath("/")
public class Testbed extends Application {}
