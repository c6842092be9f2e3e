package org.workgate.console;

import jakarta.annotation.PostConstruct;
import jakarta.ejb.EJB;
import jakarta.faces.context.FacesContext;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.Serializable;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.primefaces.model.FilterMeta;
import org.primefaces.model.LazyDataModel;
import org.primefaces.model.SortMeta;
import org.workgate.access.Role;
import org.workgate.operation.Operation;
import org.workgate.reporting.TaskColumn;
import org.workgate.reporting.TaskFilter;
import org.workgate.reporting.TaskListing;
import org.workgate.reporting.TaskQuery;
import org.workgate.reporting.TaskRow;
import org.workgate.task.TaskStatus;

/** The page {@code /tasks}: the Global Task List and the archive. What it is narrowed to stands in its address. */
@Named
@ViewScoped
public class Tasks implements Serializable {

    private static final long serialVersionUID = 1L;

    /** The roles that see the list. */
    private static final Set<String> READERS = Set.of(Role.VIEWER, Role.OPERATOR, Role.ADMINISTRATOR, Role.AUDITOR);

    @EJB
    private TaskListing listing;

    @Inject
    private FacesContext faces;

    @Inject
    private HttpServletRequest request;

    @Inject
    private Clock clock;

    private Range range = Range.LIST;
    private @Nullable TaskStatus status;
    private @Nullable String text;
    private boolean more;
    private Instant asOf = Instant.EPOCH;
    private final Rows rows = new Rows();

    /** Which tasks are shown. */
    public enum Range {
        /** Those of the list. */
        LIST,
        /** Those of the list that have expired and yet are not final (A34). */
        EXPIRED,
        /** Those of the archive. */
        ARCHIVE;

        /** What it is called in the address; empty for the list. */
        public String getParameter() {
            return this == LIST ? "" : name().toLowerCase(Locale.ROOT);
        }
    }

    @PostConstruct
    void begin() {
        asOf = clock.instant();
    }

    /** Leads agents who may not see the list to their desk: this is the page where everybody begins. */
    public void leadOn() throws IOException {
        if (request.isUserInRole(Role.AGENT) && READERS.stream().noneMatch(request::isUserInRole)) {
            faces.getExternalContext().redirect(request.getContextPath() + "/desk");
        }
    }

    /** The rows that the table shows, fetched page by page. */
    private final class Rows extends LazyDataModel<TaskRow> {

        private static final long serialVersionUID = 1L;

        @Override
        public int count(Map<String, FilterMeta> filters) {
            int count = listing.count(query(TaskColumn.BROKER_ID, true, 0, 1));
            more = count > TaskListing.MAX_COUNT;
            return Math.min(count, TaskListing.MAX_COUNT);
        }

        @Override
        public List<TaskRow> load(
                int first, int pageSize, Map<String, SortMeta> sorts, Map<String, FilterMeta> filters) {
            asOf = clock.instant();
            SortMeta sort = sorts.values().stream().findFirst().orElse(null);
            TaskColumn column = sort == null ? TaskColumn.BROKER_ID : TaskColumn.valueOf(sort.getField());
            return listing.rows(query(column, sort == null || sort.getOrder().isDescending(), first, pageSize));
        }

        @Override
        public String getRowKey(TaskRow row) {
            return Integer.toString(row.brokerId());
        }
    }

    private TaskQuery query(TaskColumn sort, boolean descending, int first, int size) {
        Set<TaskStatus> statuses = status == null ? Set.of() : Set.of(status);
        TaskFilter filter = TaskFilter.of(statuses, text == null ? "" : text);
        TaskFilter ranged =
                switch (range) {
                    case LIST -> filter;
                    case EXPIRED -> filter.expiredStillOpen(clock.instant());
                    case ARCHIVE -> filter.inArchive();
                };
        return new TaskQuery(ranged, sort, descending, first, size);
    }

    public LazyDataModel<TaskRow> getRows() {
        return rows;
    }

    /** How many tasks there are, as far as they are counted. */
    public String getCount() {
        String number = String.format("%,d", rows.getRowCount());
        return more ? number + "+ tasks" : number.equals("1") ? "1 task" : number + " tasks";
    }

    /** Whether there are more tasks than one can page through. */
    public boolean isMore() {
        return more;
    }

    /** Whether the list, or the archive, is narrowed to some of its tasks. */
    public boolean isNarrowed() {
        return range == Range.EXPIRED || status != null || text != null;
    }

    /** What operators do with tasks, as words in lower case. */
    public List<String> getOperations() {
        return Stream.of(Operation.values())
                .map(operation -> operation.name().toLowerCase(Locale.ROOT))
                .toList();
    }

    /** When the rows were fetched. */
    public Instant getAsOf() {
        return asOf;
    }

    /** Whether the archive is shown, with whose tasks nothing can be done. */
    public boolean isArchive() {
        return range == Range.ARCHIVE;
    }

    public List<Range> getRanges() {
        return List.of(Range.values());
    }

    /** Which tasks are shown, as the address says it. What means none means the list. */
    public String getRange() {
        return range.getParameter();
    }

    public void setRange(@Nullable String parameter) {
        range = Stream.of(Range.values())
                .filter(candidate -> candidate.getParameter().equals(parameter))
                .findFirst()
                .orElse(Range.LIST);
    }

    public List<TaskStatus> getStatuses() {
        return List.of(TaskStatus.values());
    }

    /** The status that the list is narrowed to, as on the wire; null for none. What is no status narrows nothing. */
    public @Nullable String getStatus() {
        return status == null ? null : status.wireName();
    }

    public void setStatus(@Nullable String wireName) {
        status = Stream.of(TaskStatus.values())
                .filter(candidate -> candidate.wireName().equals(wireName))
                .findFirst()
                .orElse(null);
    }

    /** The beginning of a CaptureId, or a BrokerId; null for none. */
    public @Nullable String getText() {
        return text;
    }

    public void setText(@Nullable String text) {
        this.text = text == null || text.isBlank() ? null : text.strip();
    }
}
