package org.workgate.console;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Named;
import java.util.List;
import org.workgate.administration.RuleAdministration;
import org.workgate.rules.RuleBook;
import org.workgate.rules.RulePlace;
import org.workgate.rules.RuleService;

/** The page {@code /rules}: which rule tables hold where, by service and level (R200, R201). */
@Named
@RequestScoped
public class Rules {

    @EJB
    private RuleAdministration administration;

    private List<RuleBook.Entry> entries = List.of();

    /** Fetches the places. */
    public void find() {
        entries = administration.places();
    }

    public List<RuleService> getServices() {
        return List.of(RuleService.values());
    }

    /** The places of a service that have a table, from the general to the special. */
    public List<RuleBook.Entry> of(RuleService service) {
        return entries.stream()
                .filter(entry -> entry.place().service() == service)
                .toList();
    }

    /** The places that have no table yet and can get one. */
    public List<RulePlace> getVacant() {
        return administration.vacant();
    }
}
