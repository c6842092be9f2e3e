package org.workgate.console;

import jakarta.annotation.PostConstruct;
import jakarta.ejb.EJB;
import jakarta.faces.context.FacesContext;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Serializable;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.primefaces.PrimeFaces;
import org.primefaces.component.datatable.DataTableState;
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

    /** By what name the session knows what the list was narrowed to the last time. */
    private static final String LAST = Tasks.class.getName();

    /** What the table is called, which remembers its place. */
    private static final String TABLE = "list:table";

    @EJB
    private TaskListing listing;

    @Inject
    private FacesContext faces;

    @Inject
    private HttpServletRequest request;

    @Inject
    private Clock clock;

    private final Search search = new Search();
    private boolean more;
    private Instant asOf = Instant.EPOCH;
    private final Rows rows = new Rows();

    @PostConstruct
    void begin() {
        asOf = clock.instant();
    }

    /**
     * Leads those who may not see the list to the page that they may see, or says that there is none: this is where everybody
     * begins. The place in the list that the table remembers is forgotten where it is narrowed to something else than the last
     * time.
     */
    public void open() throws IOException {
        if (READERS.stream().anyMatch(request::isUserInRole)) {
            String address = search.address();
            if (!address.equals(faces.getExternalContext().getSessionMap().put(LAST, address))) {
                beginWithFirstPage();
            }
        } else if (request.isUserInRole(Role.AGENT)) {
            faces.getExternalContext().redirect(request.getContextPath() + "/desk");
        } else if (request.isUserInRole(Role.INTEGRATOR)) {
            faces.getExternalContext().redirect(request.getContextPath() + "/backout");
        } else {
            faces.responseComplete();
            faces.getExternalContext().responseSendError(HttpServletResponse.SC_FORBIDDEN, null);
        }
    }

    private void beginWithFirstPage() {
        DataTableState remembered =
                PrimeFaces.current().multiViewState().get(faces.getViewRoot().getViewId(), TABLE);
        if (remembered != null) {
            remembered.setFirst(0);
        }
    }

    /** The rows that the table shows, fetched page by page. */
    private final class Rows extends LazyDataModel<TaskRow> {

        private static final long serialVersionUID = 1L;

        @Override
        public int count(Map<String, FilterMeta> filters) {
            int count = search.isVain() ? 0 : listing.count(query(TaskColumn.BROKER_ID, true, 0, 1));
            more = count > TaskListing.MAX_COUNT;
            return Math.min(count, TaskListing.MAX_COUNT);
        }

        @Override
        public List<TaskRow> load(
                int first, int pageSize, Map<String, SortMeta> sorts, Map<String, FilterMeta> filters) {
            asOf = clock.instant();
            if (search.isVain()) {
                return List.of();
            }
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
        TaskStatus status = search.status();
        Set<TaskStatus> statuses = status == null ? Set.of() : Set.of(status);
        TaskFilter filter = TaskFilter.of(statuses, Objects.requireNonNullElse(search.getText(), ""));
        TaskFilter ranged =
                switch (search.range()) {
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

    /** What it is narrowed to. */
    public Search getSearch() {
        return search;
    }

    public List<Search.Range> getRanges() {
        return List.of(Search.Range.values());
    }

    public List<TaskStatus> getStatuses() {
        return List.of(TaskStatus.values());
    }
}
