package org.workgate.console;

import jakarta.ejb.EJB;
import jakarta.faces.context.FacesContext;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;
import org.workgate.operation.TaskOperations;
import org.workgate.reporting.TaskListing;
import org.workgate.task.Outcome;

/** The part of the page of a task that does not wait for a distribution system any longer (A87). */
@Named
@ViewScoped
public class Force implements Serializable {

    private static final long serialVersionUID = 1L;

    @EJB
    private TaskListing listing;

    @EJB
    private TaskOperations operations;

    @Inject
    private TaskView task;

    @Inject
    private FacesContext faces;

    @Inject
    private HttpServletRequest request;

    private int brokerId;
    private boolean possible;
    private @Nullable String problem;

    /** Looks whether anything waits. */
    public void find() {
        brokerId = Operate.number(request.getParameter("id")).orElse(0);
        possible = !listing.pending(brokerId).isEmpty();
    }

    /** Has what waits be carried out, and shows the task anew, with the reason where that was not possible. */
    public void perform() throws IOException {
        Outcome outcome = operations.force(brokerId).orElse(null);
        if (outcome instanceof Outcome.Accepted) {
            faces.getExternalContext()
                    .redirect(request.getContextPath() + "/task?id=" + brokerId + "&done=force&count=1");
            return;
        }
        problem = outcome instanceof Outcome.Refused refused ? refused.refusal().message() : "Nothing waits any more.";
        possible = !listing.pending(brokerId).isEmpty();
        task.setId(Integer.toString(brokerId));
        task.find();
    }

    /** Why it was not possible, or null. */
    public @Nullable String getProblem() {
        return problem;
    }

    /** Whether anything waits. */
    public boolean isPossible() {
        return possible;
    }
}
