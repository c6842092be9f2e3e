package org.workgate.rest;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;

/**
 * A parameter of a request that is a point in time (RFC 3339), whose year has four digits.
 *
 * @param name its name
 */
record TimeParameter(String name) {

    private static final Instant BEGIN = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant END = Instant.parse("+10000-01-01T00:00:00Z");

    /**
     * The value of the parameter.
     *
     * @param value as it came
     * @throws jakarta.ws.rs.WebApplicationException naming the parameter, its value and what would be right
     */
    Instant of(String value) {
        try {
            Instant time = OffsetDateTime.parse(value).toInstant();
            if (!time.isBefore(BEGIN) && time.isBefore(END)) {
                return time;
            }
        } catch (DateTimeException e) {
            throw wrong(value);
        }
        throw wrong(value);
    }

    private RuntimeException wrong(String value) {
        return Problem.badParameter(name, value, "a time such as 2030-03-06T17:00:00Z")
                .thrown();
    }
}
