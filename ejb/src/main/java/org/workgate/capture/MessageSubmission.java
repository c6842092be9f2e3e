package org.workgate.capture;

import jakarta.annotation.Resource;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.SessionContext;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.workgate.access.Role;
import org.workgate.structure.CapturePoint;

/**
 * Puts messages on a capture point's input queue for those who have no queue manager of their own. From there they travel as
 * any other message does. Integrators do so for the capture points given to them; for others {@code PointNotGiven} is thrown.
 */
@Stateless
@RolesAllowed({Role.INTEGRATOR, Role.ADMINISTRATOR})
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class MessageSubmission {

    /** The greatest number of characters of a key. */
    public static final int MAX_KEY_LENGTH = 255;

    @Inject
    private Submissions submissions;

    @Resource
    private SessionContext caller;

    /**
     * Puts a message on the queue, in a transaction of its own that is committed on return.
     *
     * @param to whose input queue
     * @param body the message, as the originating system would put it
     * @param key makes a retry harmless: where the caller has submitted a message with this key to this capture point, its
     *     ID is returned and nothing is put, also when both come at once; null where there is none, at most
     *     {@link #MAX_KEY_LENGTH} characters
     * @return the message ID, without the prefix {@code ID:}
     * @throws RuntimeException if database or broker do not answer; then nothing was put
     */
    public String submit(CapturePoint to, byte[] body, @Nullable String key) {
        Role.demand(caller, to.id(), Role.INTEGRATOR, Role.ADMINISTRATOR);
        String principal = caller.getCallerPrincipal().getName();
        if (key == null) {
            return submissions.put(to, body, principal, null);
        }
        Optional<String> known = submissions.find(to.id(), principal, key);
        return known.isPresent() ? known.get() : putOnce(to, body, principal, key);
    }

    private String putOnce(CapturePoint to, byte[] body, String principal, String key) {
        try {
            return submissions.put(to, body, principal, key);
        } catch (RuntimeException e) {
            // Of two at once the database lets one through, and the other one finds it here.
            return submissions.find(to.id(), principal, key).orElseThrow(() -> e);
        }
    }
}
