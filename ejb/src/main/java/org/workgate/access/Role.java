package org.workgate.access;

import jakarta.ejb.EJBContext;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The roles of the contract, as the beans require them. A user has any number of them; none contains another.
 *
 * <p>{@link #INTEGRATOR} and {@link #DISTRIBUTOR} hold at points, which are given one by one: {@code integrator:mq} is that role at
 * the capture point {@code mq}, {@code distributor:*} the other one at every distribution point. Without a point they are not given at
 * all. Accounts, tokens and the HTTP API write them so.
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

    /** Reports for the distribution point given to it. */
    public static final String DISTRIBUTOR = "distributor";

    /** Changes structure, rules, scripts, settings and users. */
    public static final String ADMINISTRATOR = "administrator";

    /** Reads the audit trail and the journal. */
    public static final String AUDITOR = "auditor";

    /** Stands for every point. */
    public static final String EVERYWHERE = "*";

    /** All that there is to give. */
    static final Set<String> ALL = Set.of(
            VIEWER, AGENT, OPERATOR, at(INTEGRATOR, EVERYWHERE), at(DISTRIBUTOR, EVERYWHERE), ADMINISTRATOR, AUDITOR);

    private static final Set<String> AT_POINTS = Set.of(INTEGRATOR, DISTRIBUTOR);

    /** IDs as capture points and distribution points have them. */
    private static final Pattern GIVEN =
            Pattern.compile(String.join("|", VIEWER, AGENT, OPERATOR, ADMINISTRATOR, AUDITOR) + "|("
                    + String.join("|", INTEGRATOR, DISTRIBUTOR) + "):([0-9A-Za-z_-]{1,16}|\\*)");

    private Role() {}

    /**
     * A role that holds at points, given for this one.
     *
     * @param pointId the ID of a capture point or distribution point, or {@link #EVERYWHERE}
     */
    public static String at(String role, String pointId) {
        return role + ":" + pointId;
    }

    /** Whether this can be given to somebody: a role, with a point if and only if it holds at points. */
    static boolean canBeGiven(String text) {
        return GIVEN.matcher(text).matches();
    }

    /** What the container is told of who was given this: each as it is, and the role alone of what holds at points. */
    static Set<String> groups(Collection<String> given) {
        var groups = new TreeSet<>(given);
        given.forEach(text -> groups.add(text.replaceFirst(":.*", "")));
        return groups;
    }

    /**
     * Whether the caller has one of these roles for this point.
     *
     * @param pointId the ID of the capture point or distribution point; those of these roles that do not hold at points hold here too
     */
    public static boolean isHeld(EJBContext caller, String pointId, String... roles) {
        return Stream.of(roles)
                .anyMatch(role -> AT_POINTS.contains(role)
                        ? caller.isCallerInRole(at(role, pointId)) || caller.isCallerInRole(at(role, EVERYWHERE))
                        : caller.isCallerInRole(role));
    }

    /**
     * Lets nobody pass but who has one of these roles for this point.
     *
     * @param pointId as for {@link #isHeld}
     * @throws PointNotGiven if the caller has none
     */
    public static void demand(EJBContext caller, String pointId, String... roles) {
        if (!isHeld(caller, pointId, roles)) {
            throw new PointNotGiven(pointId);
        }
    }
}
