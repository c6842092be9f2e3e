package org.workgate.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.workgate.operation.Operation;
import org.workgate.rules.HitPolicy;
import org.workgate.rules.RulePlace;
import org.workgate.rules.RuleService;
import org.workgate.structure.BusinessStructure.Destination;
import org.workgate.task.Channel;
import org.workgate.task.TaskAttribute;
import org.workgate.task.TaskStatus;
import org.workgate.trial.Difference;

class LabelsTest {

    @Test
    void everything_that_a_page_shows_by_its_label_has_one() {
        List<String> shown = new ArrayList<>();
        Stream.of(TaskAttribute.values()).map(TaskAttribute::wireName).forEach(shown::add);
        Stream.of(TaskStatus.values()).map(TaskStatus::wireName).forEach(shown::add);
        Stream.of(Search.Range.values()).map(range -> "show." + range.name()).forEach(shown::add);
        Stream.of(Channel.values()).map(Channel::name).forEach(shown::add);
        for (Operation operation : Operation.values()) {
            String word = operation.name().toLowerCase(Locale.ROOT);
            shown.addAll(List.of("title." + word, "means." + word, "done." + word));
        }
        for (Operate.Fate fate : Operate.Fate.values()) {
            shown.addAll(List.of("fate." + fate, "summary." + fate));
        }
        shown.addAll(List.of("done.take", "done.park", "done.giveBack", "done.giveUp", "done.transfer"));
        shown.addAll(List.of("done.pending", "done.force"));
        Stream.of(Destination.values())
                .map(destination -> "at." + destination.name())
                .forEach(shown::add);
        shown.addAll(List.of("done.update", "done.resubmit", "done.resend", "done.restructure", "done.revise"));
        Stream.of("createUser", "changeUser", "setPassword", "removeUser", "changePassword")
                .map("done."::concat)
                .forEach(shown::add);
        new UserView().getChoices().forEach(choice -> shown.add("role." + choice.getRole()));
        for (RuleService service : RuleService.values()) {
            shown.addAll(List.of(service.name(), "means." + service.name()));
        }
        Stream.of(RulePlace.Level.values()).map(RulePlace.Level::name).forEach(shown::add);
        Stream.of(HitPolicy.values()).map(policy -> "hit." + policy.name()).forEach(shown::add);
        Stream.of(Difference.values())
                .map(difference -> "differs." + difference.name())
                .forEach(shown::add);
        Stream.of(DayOfWeek.values()).map(DayOfWeek::name).forEach(shown::add);

        assertThat(ResourceBundle.getBundle("org.workgate.console.labels").keySet())
                .containsExactlyInAnyOrderElementsOf(shown);
    }

    @Test
    @Tag("A71")
    void a_contract_is_shown_as_a_department() {
        assertThat(ResourceBundle.getBundle("org.workgate.console.labels").getString("contractId"))
                .isEqualTo("Department (contract)");
    }
}
