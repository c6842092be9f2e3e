package org.workgate.console;

import jakarta.ejb.EJB;
import jakarta.faces.context.FacesContext;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;
import org.workgate.structure.StructureAdministration;
import org.workgate.structure.StructureAdministration.Result;
import org.workgate.structure.StructureVersion;
import org.workgate.task.Characters;
import org.workgate.task.InvalidValueException;

/**
 * The page {@code /restructure?version=}: puts a business structure in force in place of the present one (R197). It begins with
 * the file of a version, without a number the one in force.
 */
@Named
@ViewScoped
public class Restructure implements Serializable {

    private static final long serialVersionUID = 1L;

    @EJB
    private StructureAdministration administration;

    @Inject
    private FacesContext faces;

    @Inject
    private HttpServletRequest request;

    private final Draft draft = new Draft();
    private @Nullable String number;
    private int seen;
    private @Nullable String comment;

    /** Fetches the version to begin with; where there is none, the answer is 404. */
    public void find() throws IOException {
        if (faces.isPostback()) {
            return;
        }
        StructureVersion inForce = administration.inForce();
        StructureVersion version = number == null
                ? inForce
                : Operate.number(number).flatMap(administration::version).orElse(null);
        if (version == null) {
            faces.responseComplete();
            faces.getExternalContext().responseSendError(HttpServletResponse.SC_NOT_FOUND, null);
            return;
        }
        seen = inForce.heading().number();
        draft.begin(version.content());
    }

    /** Puts it in force and leads to it; where anything is wrong with it, nothing changes. */
    public void save() throws IOException {
        try {
            if (comment != null) {
                Characters.check("The comment", comment, StructureVersion.MAX_REMARK_LENGTH);
            }
        } catch (InvalidValueException e) {
            draft.refuse("Nothing was changed: " + e.getMessage());
            return;
        }
        Result result = administration.replace(draft.getText(), seen, comment);
        if (result instanceof Result.Faulty faulty) {
            draft.refuse(
                    "Nothing was changed. What is wrong with the file:",
                    faulty.faults().stream()
                            .map(fault -> new Draft.Fault(fault.toString(), fault.line()))
                            .toList());
        } else if (result instanceof Result.Overtaken overtaken) {
            draft.refuse("Somebody else has put version " + overtaken.version()
                    + " in force meanwhile. Nothing was changed; go back and look at it first.");
        } else {
            int version = ((Result.InForce) result).version().heading().number();
            faces.getExternalContext()
                    .redirect(request.getContextPath() + "/structure?done=restructure&count=" + version);
        }
    }

    public Draft getDraft() {
        return draft;
    }

    /** The number of the version that is to be replaced. */
    public int getSeen() {
        return seen;
    }

    /** The number of the version to begin with; null for the one in force. */
    public @Nullable String getNumber() {
        return number;
    }

    public void setNumber(@Nullable String number) {
        this.number = number;
    }

    public @Nullable String getComment() {
        return comment;
    }

    public void setComment(@Nullable String comment) {
        this.comment = comment == null || comment.isBlank() ? null : comment.strip();
    }
}
