package org.workgate.access;

import java.util.Set;

/**
 * The roles of the contract, as the beans require them. A user has any number of them; none contains another.
 *
 * <p>Texts rather than an enum, since annotations take nothing else.
 */
public final class Role {

    /** Sees tasks and measures. */
    public static final String VIEWER = "viewer";

    /** Works at the desk. */
    public static final String AGENT = "agent";

    /** Holds, resumes, restarts, cancels, updates and completes tasks. */
    public static final String OPERATOR = "operator";

    /** Puts messages in over HTTP and reads the journal of the capture points given to it. */
    public static final String INTEGRATOR = "integrator";

    /** Reports for one distribution point. */
    public static final String DISTRIBUTOR = "distributor";

    /** Changes structure, rules, scripts, settings and users. */
    public static final String ADMINISTRATOR = "administrator";

    /** Reads the audit trail and the journal. */
    public static final String AUDITOR = "auditor";

    /** All of them. */
    public static final Set<String> ALL =
            Set.of(VIEWER, AGENT, OPERATOR, INTEGRATOR, DISTRIBUTOR, ADMINISTRATOR, AUDITOR);

    private Role() {}
}
