/**
 * Who may come in: user accounts, their roles, their passwords, and the audit trail of sign-ins.
 */
@Room(value = "access", mayUse = "platform")
@NullMarked
package org.workgate.access;

import org.jspecify.annotations.NullMarked;
import org.workgate.Room;
