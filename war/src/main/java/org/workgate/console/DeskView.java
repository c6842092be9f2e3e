package org.workgate.console;

import jakarta.ejb.EJB;
import jakarta.ejb.EJBException;
import jakarta.faces.context.FacesContext;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.Serializable;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.workgate.desk.Desk;
import org.workgate.reporting.DeskTasks;
import org.workgate.reporting.TaskDetails;
import org.workgate.task.InvalidValueException;
import org.workgate.task.TaskAttribute;

/** The page {@code /desk}: where an agent takes tasks and works on them. */
@Named("desk")
@ViewScoped
public class DeskView implements Serializable {

    private static final long serialVersionUID = 1L;

    /** How many of the tasks that wait the page shows. */
    private static final int SIZE = 25;

    /** The core attributes that matter to who does the work, in the order in which they are shown. */
    private static final List<TaskAttribute> CORE = List.of(
            TaskAttribute.PRIORITY,
            TaskAttribute.DUE,
            TaskAttribute.PROCESS_ID,
            TaskAttribute.CATEGORY,
            TaskAttribute.CHANNEL,
            TaskAttribute.BUSINESS_VALUE,
            TaskAttribute.CREATED,
            TaskAttribute.ASSIGNED);

    @EJB
    private Desk desk;

    @Inject
    private FacesContext faces;

    @Inject
    private HttpServletRequest request;

    @Inject
    private Clock clock;

    private List<Job> jobs = List.of();
    private List<TaskDetails> parked = List.of();
    private List<TaskDetails> waiting = List.of();
    private long waitingCount;
    private List<String> colleagues = List.of();
    private Instant asOf = Instant.EPOCH;
    private boolean nothingWaits;
    private @Nullable String problem;

    /** A task that the agent has, and what the agent says of it. */
    public static final class Job implements Serializable {

        private static final long serialVersionUID = 1L;

        private final TaskDetails task;
        private @Nullable String resultCode;
        private @Nullable String reason;
        private @Nullable String colleague;

        private Job(TaskDetails task) {
            this.task = task;
        }

        public TaskDetails getTask() {
            return task;
        }

        /** Those of its core and extended attributes that the work needs, as far as they have a value. */
        public Map<String, Object> getAttributes() {
            var attributes = new LinkedHashMap<String, Object>();
            for (TaskAttribute attribute : CORE) {
                Object value = task.core().get(attribute.wireName());
                if (value != null) {
                    attributes.put(attribute.wireName(), value);
                }
            }
            task.ext().forEach((name, value) -> {
                if (value != null) {
                    attributes.put(name, value);
                }
            });
            return attributes;
        }

        public @Nullable String getResultCode() {
            return resultCode;
        }

        public void setResultCode(@Nullable String resultCode) {
            this.resultCode = text(resultCode);
        }

        /** Why the agent does what is done, whatever that is. */
        public @Nullable String getReason() {
            return reason;
        }

        public void setReason(@Nullable String reason) {
            this.reason = text(reason);
        }

        /** Who is to have it instead. */
        public @Nullable String getColleague() {
            return colleague;
        }

        public void setColleague(@Nullable String colleague) {
            this.colleague = text(colleague);
        }

        private static @Nullable String text(@Nullable String text) {
            return text == null || text.isBlank() ? null : text.strip();
        }
    }

    /** Fills the page, once for each time it is opened. */
    public void open() {
        colleagues = desk.colleagues();
        look();
    }

    private void look() {
        asOf = clock.instant();
        DeskTasks tasks = desk.tasks(SIZE);
        jobs = tasks.assigned().stream().map(Job::new).toList();
        parked = tasks.parked();
        waiting = tasks.waiting();
        waitingCount = tasks.waitingCount();
    }

    /** Takes the best task, and leads to the page anew. */
    public void takeNext() throws IOException {
        problem = null;
        nothingWaits = desk.takeNext().isEmpty();
        if (nothingWaits) {
            look();
        } else {
            leadBack("take");
        }
    }

    /** Takes this task, and leads to the page anew; so do all operations that were possible. */
    public void take(int brokerId) throws IOException {
        perform("take", () -> desk.take(brokerId));
    }

    /** Puts a task into the workbin. */
    public void park(Job job) throws IOException {
        perform("park", () -> desk.park(job.task.brokerId()));
    }

    /** Gives a task back to the desk. */
    public void giveBack(Job job) throws IOException {
        perform("giveBack", () -> desk.giveBack(job.task.brokerId()));
    }

    /** Returns a task, to be distributed anew. */
    public void giveUp(Job job) throws IOException {
        perform("giveUp", () -> desk.giveUp(job.task.brokerId(), job.reason));
    }

    /** Gives a task to a colleague. */
    public void transfer(Job job) throws IOException {
        String colleague = job.colleague;
        if (colleague == null) {
            problem = "Choose the agent who is to have the task.";
            return;
        }
        perform("transfer", () -> desk.transfer(job.task.brokerId(), colleague, job.reason));
    }

    /** Ends a task. */
    public void complete(Job job) throws IOException {
        perform("complete", () -> desk.complete(job.task.brokerId(), job.resultCode, job.reason));
    }

    /** Where it is not possible, shows why and how things are now; what was typed wrong stays, to be mended. */
    private void perform(String word, Supplier<Desk.Result> operation) throws IOException {
        problem = null;
        nothingWaits = false;
        Desk.Result result;
        try {
            result = operation.get();
        } catch (EJBException e) {
            if (e.getCause() instanceof InvalidValueException wrong) {
                problem = wrong.getMessage();
                return;
            }
            throw e;
        }
        if (result instanceof Desk.Result.Refused refused) {
            problem = refused.why();
            look();
        } else {
            leadBack(word);
        }
    }

    private void leadBack(String word) throws IOException {
        faces.getExternalContext().redirect(request.getContextPath() + "/desk?done=" + word + "&count=1");
    }

    /** The tasks on which the agent works, the one that came last first. */
    public List<Job> getJobs() {
        return jobs;
    }

    /** The tasks in the agent's workbin. */
    public List<TaskDetails> getParked() {
        return parked;
    }

    /** The best ones of those that wait. */
    public List<TaskDetails> getWaiting() {
        return waiting;
    }

    /** How many wait. */
    public long getWaitingCount() {
        return waitingCount;
    }

    /** The other agents. */
    public List<String> getColleagues() {
        return colleagues;
    }

    /** Whether a task should have been done by now. */
    public boolean isOverdue(TaskDetails task) {
        return task.isOverdue(asOf);
    }

    /** When the page was filled. */
    public Instant getAsOf() {
        return asOf;
    }

    /** Whether there was nothing to take. */
    public boolean isNothingWaits() {
        return nothingWaits;
    }

    /** What went wrong, or null. */
    public @Nullable String getProblem() {
        return problem;
    }
}
