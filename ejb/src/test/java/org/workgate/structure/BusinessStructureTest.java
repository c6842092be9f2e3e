package org.workgate.structure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.workgate.structure.BusinessStructure.Home;
import org.workgate.structure.BusinessStructure.PlacedProcess;

class BusinessStructureTest {

    private static final String TWO_SOLUTIONS = """
            tenants:
            - id: acme
              timeZone: America/New_York
              solutions:
              - id: production
                businessCalendar: EARLY
                capturePoints: [crm]
                businessCalendars:
                - id: EARLY
                  workingHours: {monday: 06:00-14:00}
                - id: LATE
                  workingHours: {monday: 14:00-22:00}
                - id: NIGHT
                  workingHours: {monday: 22:00-24:00}
                contracts:
                - id: SALES
                  validFrom: 2026-03-01
                  validUntil: 2026-03-31
                  processes:
                  - id: ORDERS
                    validFrom: 2026-03-10
                    validUntil: 2026-04-30
                - id: SERVICE
                  businessCalendar: LATE
                  processes:
                  - id: CLAIMS
                  - id: REPAIRS
                    businessCalendar: NIGHT
              - id: test
                capturePoints: [crm-test]
                contracts:
                - id: SALES
                  processes:
                  - id: ORDERS
            """;

    private final BusinessStructure structure = Structures.of(TWO_SOLUTIONS);

    @ParameterizedTest
    @Tag("R199")
    @CsvSource({
        // Days begin and end in New York, and the last one counts.
        "2026-03-01T04:59:59Z, Contract SALES is inactive until 2026-03-01",
        "2026-03-01T05:00:00Z, Process ORDERS is inactive until 2026-03-10",
        "2026-03-10T03:59:59Z, Process ORDERS is inactive until 2026-03-10",
        "2026-03-10T04:00:00Z, ",
        "2026-04-01T03:59:59Z, ",
        "2026-04-01T04:00:00Z, Contract SALES has been inactive since the end of 2026-03-31",
    })
    void a_process_is_active_while_it_and_its_contract_are(Instant at, String reason) {
        Activity activity =
                structure.process("production", "ORDERS").orElseThrow().activity(at);

        if (reason == null) {
            assertThat(activity).isEqualTo(new Activity.Active());
        } else {
            assertThat(((Activity.Inactive) activity).reason()).isEqualTo(reason);
        }
    }

    @Test
    @Tag("A82")
    void a_process_is_found_in_its_solution_by_its_exact_id_and_tells_its_contract() {
        assertThat(structure.process("production", "CLAIMS"))
                .map(process -> process.contract().id())
                .contains("SERVICE");
        assertThat(structure.process("production", "claims")).isEmpty();
        assertThat(structure.process("test", "CLAIMS")).isEmpty();
        assertThat(structure.process("test", "ORDERS").orElseThrow().activity(Instant.EPOCH))
                .isEqualTo(new Activity.Active());
    }

    @ParameterizedTest
    @Tag("A85")
    @CsvSource({"production, REPAIRS, NIGHT", "production, CLAIMS, LATE", "production, ORDERS, EARLY", "test, ORDERS, "
    })
    void the_calendar_is_that_of_the_process_else_of_the_contract_else_of_the_solution(
            String solution, String process, String calendar) {
        assertThat(structure
                        .process(solution, process)
                        .flatMap(PlacedProcess::calendar)
                        .map(BusinessCalendar::id))
                .isEqualTo(java.util.Optional.ofNullable(calendar));
    }

    @Test
    @Tag("R81")
    @Tag("R82")
    void a_capture_point_belongs_to_the_solution_that_names_it() {
        Home home = structure.homeOf("crm-test").orElseThrow();

        assertThat(home.tenant().id()).isEqualTo("acme");
        assertThat(home.solution().id()).isEqualTo("test");
        assertThat(structure.homeOf("mq")).isEmpty();
        assertThat(structure.homeless(List.of("crm", "mq", "crm-test"))).containsExactly("mq");
    }

    @Test
    void the_only_solution_has_every_capture_point() {
        BusinessStructure only = Structures.of("tenants: [{id: t, solutions: [{id: s, capturePoints: [mq]}]}]");

        assertThat(only.homeOf("any").map(Home::solution))
                .isEqualTo(only.homeOf("mq").map(Home::solution));
        assertThat(only.homeless(List.of("mq", "any"))).isEmpty();
    }

    @ParameterizedTest
    @Tag("R203")
    @CsvSource({
        "production, ORDERS, 365",
        "production, CLAIMS, 30",
        "production, GONE, 30",
        "production, , 30",
        "test, ORDERS, 7",
        "test, , ",
        "gone, ORDERS, ",
    })
    void the_retention_is_that_of_the_process_else_of_the_solution(String solution, String process, Integer days) {
        BusinessStructure keeping = Structures.of(TWO_SOLUTIONS
                .replace("capturePoints: [crm]\n", "capturePoints: [crm]\n    retention: 30\n")
                .replace("validUntil: 2026-04-30\n", "validUntil: 2026-04-30\n        retention: 365\n")
                .replaceFirst("- id: ORDERS\n$", "- id: ORDERS\n        retention: 7\n"));

        assertThat(keeping.retention(solution, process).map(Duration::toDays).map(Long::intValue))
                .isEqualTo(Optional.ofNullable(days));
        assertThat(keeping.shortestRetention()).contains(Duration.ofDays(7));
        assertThat(structure.shortestRetention()).isEmpty();
    }

    @Test
    void a_validity_does_not_end_before_it_begins() {
        var day = LocalDate.of(2026, 3, 1);

        assertThat(new Validity(day, day).until()).isEqualTo(day);
        assertThatIllegalArgumentException().isThrownBy(() -> new Validity(day, day.minusDays(1)));
    }
}
