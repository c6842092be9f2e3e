package org.workgate.it.rule;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.inject.Inject;
import jakarta.transaction.UserTransaction;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.junit.jupiter.api.Test;
import org.workgate.it.gate.InContainer;
import org.workgate.rules.RuleAction;
import org.workgate.rules.RuleBook;
import org.workgate.rules.RuleFacts;
import org.workgate.rules.RulePlace;
import org.workgate.rules.RuleRound;
import org.workgate.rules.RuleService;
import org.workgate.rules.RulesInForce;
import org.workgate.rules.Verdict;
import org.workgate.rules.WorkingTime;
import org.workgate.task.CustomAttributes;
import org.workgate.task.TaskAttribute;

/** Rules in the server, whose class loaders the library of their expressions has to get along with. */
@ArquillianTest
class ApplyingRulesIT {

    private static final RulePlace PLACE = new RulePlace(RuleService.PRIORITIZATION, RulePlace.Level.PROCESS, "ORDERS");

    private static final String RULES = """
            <definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" name="Orders">
              <decision name="Orders">
                <decisionTable hitPolicy="FIRST">
                  <input><inputExpression><text>Data.region</text></inputExpression></input>
                  <output name="priority"/>
                  <rule>
                    <inputEntry><text>matches(?, "^EM")</text></inputEntry>
                    <outputEntry><text>businessValue + 1</text></outputEntry>
                  </rule>
                </decisionTable>
              </decision>
            </definitions>
            """;

    @Inject
    private RuleBook book;

    @Inject
    private RulesInForce rules;

    @Inject
    private Clock clock;

    @Inject
    private UserTransaction transaction;

    @Deployment
    static EnterpriseArchive application() {
        return InContainer.applicationWith(ApplyingRulesIT.class);
    }

    @Test
    void rules_that_are_saved_in_the_server_are_applied_by_it() throws Exception {
        Instant now = clock.instant();
        transaction.begin();
        RuleBook.Saved saved = book.save(PLACE, 0, RULES, "admin", now, now);
        transaction.commit();

        Verdict verdict = rules.at(PLACE)
                .orElseThrow()
                .evaluate(new RuleFacts(
                        Map.of(TaskAttribute.BUSINESS_VALUE, 41),
                        CustomAttributes.of(Map.of("region", "EMEA")),
                        new RuleRound(RuleRound.Cause.FIRST, false, now, WorkingTime.ALWAYS)));

        assertThat(saved).isEqualTo(new RuleBook.Saved.Stored(1));
        assertThat(verdict)
                .isEqualTo(new Verdict.Fired(
                        "Orders", List.of(new Verdict.FiredRow(1, null, List.of(new RuleAction.SetPriority(42))))));
    }
}
