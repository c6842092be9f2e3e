package org.workgate.it.loop;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/**
 * A test-only application beside the product, on its database and its broker and through its data sources: the bare loops against which
 * background work is measured, and what prepares the tables for that.
 */
@ApplicationPath("/")
public class Loops extends Application {}
