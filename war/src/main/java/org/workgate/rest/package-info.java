/**
 * The HTTP API for integrators and scripts. Everything in it is decided in the beans that it calls; here are addresses,
 * parameters, JSON and problems.
 */
@Room(
        value = "rest",
        mayUse = {
            "access",
            "administration",
            "capture",
            "distribution",
            "journal",
            "notification",
            "operation",
            "reporting",
            "rules",
            "structure",
            "task",
            "trial"
        })
@NullMarked
package org.workgate.rest;

import org.jspecify.annotations.NullMarked;
import org.workgate.Room;
