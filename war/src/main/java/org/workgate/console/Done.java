package org.workgate.console;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ResourceBundle;
import java.util.Set;

/**
 * What was done just now, told by the page to which it led back: {@code ?done=hold&count=3}, with {@code &pending=2} where two tasks
 * more wait for the distribution system, or {@code ?done=restructure&count=3} of the third version, or {@code ?done=createUser}.
 */
@Named
@RequestScoped
public class Done {

    /** What is done to messages. */
    private static final Set<String> MESSAGES = Set.of("done.resubmit", "done.resend");

    /** What makes a version, whose number is told; everything else is done to tasks. */
    private static final Set<String> VERSIONS = Set.of("done.restructure", "done.revise");

    /** What is done to users, told as it is. */
    private static final Set<String> USERS =
            Set.of("done.createUser", "done.changeUser", "done.setPassword", "done.removeUser", "done.changePassword");

    private static final ResourceBundle LABELS = ResourceBundle.getBundle("org.workgate.console.labels");

    @Inject
    private HttpServletRequest request;

    /** A sentence, or an empty text where nothing was done. */
    public String getSentence() {
        String key = "done." + request.getParameter("done");
        if (USERS.contains(key)) {
            return LABELS.getString(key) + ".";
        }
        int pending = number("pending");
        String told = sentence(key, number("count"));
        return told.isEmpty() || pending < 1 ? told : told + " " + sentence("done.pending", pending);
    }

    private int number(String parameter) {
        return Operate.number(request.getParameter(parameter)).orElse(0);
    }

    private static String sentence(String key, int count) {
        if (!LABELS.containsKey(key) || count < 1) {
            return "";
        }
        if (VERSIONS.contains(key)) {
            return "Version " + count + " " + LABELS.getString(key) + ".";
        }
        String thing = MESSAGES.contains(key) ? "message" : "task";
        return count + " " + thing + (count == 1 ? " " : "s ") + LABELS.getString(key) + ".";
    }
}
