package org.workgate.it.least;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** Where its resources are. */
@ApplicationPath("api")
public class Api extends Application {}
