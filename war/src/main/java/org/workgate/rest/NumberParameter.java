package org.workgate.rest;

import org.jspecify.annotations.Nullable;

/**
 * A numeric parameter of a request. JAX-RS would answer one that cannot be read with 404, so they are read here.
 *
 * @param name its name
 * @param least the least value that is right
 * @param most the greatest value that is right
 */
record NumberParameter(String name, long least, long most) {

    /**
     * The value of the parameter.
     *
     * @param value as it came, or null where it did not
     * @param standard its value where it did not come
     * @throws jakarta.ws.rs.WebApplicationException naming the parameter, its value and what would be right
     */
    long of(@Nullable String value, long standard) {
        if (value == null) {
            return standard;
        }
        try {
            long number = Long.parseLong(value);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw wrong(value);
        }
        throw wrong(value);
    }

    private RuntimeException wrong(String value) {
        return Problem.badParameter(name, value, "a whole number from " + least + " to " + most)
                .thrown();
    }
}
