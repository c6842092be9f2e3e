package org.workgate.access;

import jakarta.ejb.ApplicationException;

/** What somebody gives for a user cannot be used. The message says what, and what would be right, and never has a password. */
@ApplicationException(rollback = true)
public final class InvalidUserException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    InvalidUserException(String message) {
        super(message);
    }
}
