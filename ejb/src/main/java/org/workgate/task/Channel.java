package org.workgate.task;

/** The way by which a change of a task came in; kept in its history beside the free-text actor. */
public enum Channel {
    /** A message on a capture point's input queue. */
    MESSAGE,
    /** The web console. */
    CONSOLE,
    /** The HTTP API. */
    HTTP,
    /** The distribution system. */
    DISTRIBUTION,
    /** A service of the product itself. */
    SERVICE
}
