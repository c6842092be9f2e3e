package org.workgate.structure;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.workgate.structure.BusinessStructure.BusinessProcess;
import org.workgate.structure.BusinessStructure.Contract;
import org.workgate.structure.BusinessStructure.Destination;
import org.workgate.structure.BusinessStructure.DistributionPoint;
import org.workgate.structure.BusinessStructure.PlacedProcess;
import org.workgate.structure.BusinessStructure.Solution;
import org.workgate.structure.BusinessStructure.Tenant;
import org.workgate.structure.StructureFile.Content;
import org.workgate.task.DistributionReport.Removed.Meaning;

class StructureFileTest {

    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

    @ParameterizedTest
    @Tag("R197")
    @Tag("R199")
    @CsvSource({
        "ORDERS, SALES, ",
        "GENERAL, SALES, ",
        "CLAIMS, SERVICE, ",
        "LEGACY, SERVICE, Process LEGACY has been inactive since the end of 2020-12-31",
        "FUTURE, SERVICE, Process FUTURE is inactive until 2999-01-01",
        "CLOSEDWORK, CLOSED, Contract CLOSED has been inactive since the end of 2020-12-31",
    })
    void the_sample_is_the_sample_set_up(String process, String contract, String reason) {
        PlacedProcess placed = Structures.of(Structures.sample())
                .process("backoffice", process)
                .orElseThrow();

        assertThat(placed.tenant().id()).isEqualTo("demo");
        assertThat(placed.contract().id()).isEqualTo(contract);
        assertThat(placed.activity(NOW) instanceof Activity.Inactive inactive ? inactive.reason() : null)
                .isEqualTo(reason);
        assertThat(placed.calendar()).map(BusinessCalendar::id).contains("OFFICE");
    }

    @Test
    @Tag("R202")
    void the_sample_has_its_capture_point_and_its_distribution_point() {
        BusinessStructure sample = Structures.of(Structures.sample());

        Solution solution = sample.homeOf("mq").orElseThrow().solution();
        assertThat(solution.id()).isEqualTo("backoffice");
        assertThat(solution.capturePointIds()).containsExactly("mq");
        assertThat(solution.distributionPoints())
                .containsExactly(new DistributionPoint(
                        "desk", "Desk", Destination.DESK, DistributionPoint.LIMIT, DistributionTerms.DEFAULT));
    }

    @Test
    void the_sample_is_written_as_it_is() {
        assertThat(StructureFile.write(Structures.of(Structures.sample()))).isEqualTo(Structures.sample());
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void what_is_written_reads_as_the_same_and_is_written_the_same_again(long seed) {
        var random = new Random(seed);
        for (int i = 0; i < 50; i++) {
            BusinessStructure structure = any(random);

            String text = StructureFile.write(structure);

            assertThat(Structures.of(text)).as(text).isEqualTo(structure);
            assertThat(StructureFile.write(Structures.of(text))).isEqualTo(text);
        }
    }

    private static BusinessStructure any(Random random) {
        int[] number = {0};
        return new BusinessStructure(some(
                random,
                1,
                i -> new Tenant(
                        name(random, "T" + i, 16),
                        name(random, "Tenant", 40),
                        zone(random),
                        some(random, 1, j -> solution(random, number[0]++)))));
    }

    private static Solution solution(Random random, int number) {
        List<BusinessCalendar> calendars = some(random, 1, i -> calendar(random, i));
        String calendar = calendars.get(0).id();
        return new Solution(
                name(random, "S" + number, 16),
                name(random, "Solution", 40),
                random.nextBoolean() ? calendar : null,
                retention(random),
                some(random, 0, i -> "cp-" + number + "_" + i),
                some(random, 0, i -> {
                    return new DistributionPoint(
                            "desk-" + number + "-" + i,
                            name(random, "Desk", 40),
                            random.nextBoolean()
                                    ? (random.nextBoolean() ? Destination.DESK : Destination.ROUTER)
                                    : null,
                            random.nextBoolean() ? 1 + random.nextInt(5000) : DistributionPoint.LIMIT,
                            random.nextBoolean() ? DistributionTerms.DEFAULT : terms(random));
                }),
                calendars,
                some(
                        random,
                        0,
                        i -> new Contract(
                                name(random, "C" + i, 16),
                                name(random, "Contract", 40),
                                validity(random),
                                random.nextBoolean() ? calendar : null,
                                some(
                                        random,
                                        0,
                                        j -> new BusinessProcess(
                                                name(random, "P" + i + j, 16),
                                                name(random, "Process", 40),
                                                validity(random),
                                                random.nextBoolean() ? calendar : null,
                                                retention(random))))));
    }

    private static Duration retention(Random random) {
        return random.nextBoolean() ? Duration.ofDays(1 + random.nextInt(5000)) : null;
    }

    private static BusinessCalendar calendar(Random random, int number) {
        var week = new EnumMap<DayOfWeek, WorkingHours>(DayOfWeek.class);
        week.put(DayOfWeek.of(1 + random.nextInt(7)), hours("00:00-24:00"));
        week.put(DayOfWeek.of(1 + random.nextInt(7)), hours("08:00-12:00, 13:30-17:59"));
        var closing = new TreeSet<>(some(random, 0, i -> day(random)));
        var own = new TreeMap<LocalDate, WorkingHours>();
        for (LocalDate day : some(random, 0, i -> day(random))) {
            if (!closing.contains(day)) {
                own.put(day, hours("09:00-10:00"));
            }
        }
        return new BusinessCalendar(
                name(random, "B" + number, 16),
                name(random, "Calendar", 40),
                zone(random),
                week,
                random.nextBoolean() ? new Holidays("de/by/mu") : null,
                closing,
                own);
    }

    private static WorkingHours hours(String text) {
        return WorkingHours.parse(text).orElseThrow();
    }

    private static <T> List<T> some(Random random, int least, Function<Integer, T> what) {
        return IntStream.range(0, least + random.nextInt(3)).boxed().map(what).toList();
    }

    private static ZoneId zone(Random random) {
        return ZoneId.of(List.of("UTC", "Europe/Berlin", "+05:45", "Asia/Tokyo").get(random.nextInt(4)));
    }

    private static Validity validity(Random random) {
        LocalDate one = day(random);
        return new Validity(random.nextBoolean() ? one : null, random.nextBoolean() ? one.plusDays(3) : null);
    }

    private static LocalDate day(Random random) {
        return LocalDate.of(1 + random.nextInt(9998), 1 + random.nextInt(12), 1 + random.nextInt(28));
    }

    /** A text that begins as it is given, and goes on with what means something in YAML, or is not of ASCII. */
    private static String name(Random random, String start, int length) {
        String[] parts = {
            ": ", " #", "'", "\"", "- ", "{", "]", "&", "*", "!", "|", ">", "%", "@", "ü", "日", "😀", "\\", ",", "?"
        };
        var text = new StringBuilder(start);
        for (String part : IntStream.range(0, random.nextInt(5))
                .mapToObj(i -> parts[random.nextInt(parts.length)])
                .toList()) {
            if (text.codePointCount(0, text.length()) + part.length() <= length) {
                text.append(part);
            }
        }
        return text.toString().strip();
    }

    @ParameterizedTest
    @ValueSource(strings = {"007", "true", "No", "null", "~", "1e3", "0x1F", "2026-12-31", "12:30", "=", "<<", ".inf"})
    void an_id_is_a_text_whatever_it_looks_like(String id) {
        BusinessStructure structure =
                Structures.of("tenants: [{id: '" + id + "', solutions: [{id: s, capturePoints: ['7']}]}]");

        assertThat(structure.tenants().get(0).id()).isEqualTo(id);
        assertThat(Structures.of(StructureFile.write(structure))).isEqualTo(structure);
    }

    @Test
    @Tag("A82")
    void ids_are_trimmed_and_a_name_that_is_not_given_is_the_id() {
        BusinessStructure structure = Structures.of("tenants: [{id: '  a b ', solutions: [{id: s}]}]");

        assertThat(structure.tenants().get(0).id()).isEqualTo("a b");
        assertThat(structure.tenants().get(0).name()).isEqualTo("a b");
        assertThat(structure.tenants().get(0).zone()).isEqualTo(ZoneId.of("UTC"));
    }

    private static final String FAULTY = """
            tenants:
            - id: acme
              timezone: Europe/Berlin
              timeZone: Berlin
              solutions:
              - id: production-of-all
                businessCalendar: LATE
                capturePoints: [mq, mq, customer system]
                distributionPoints:
                - id: front desk
                businessCalendars:
                - id: OFFICE
                  workingHours:
                    monday: 8-17
                    moonday: 08:00-17:00
                  holidays: de/xy
                  closingDays: [2026-12-24, 2026-02-30]
                  workingDays:
                    2026-12-24: 09:00-12:00
                    tomorrow: 09:00-12:00
                - id: EMPTY
                contracts:
                - id: SALES
                  validFrom: 2026-03-01
                  validUntil: 2026-02-28
                  processes:
                  - id: ORDERS
                    name: [a, b]
                  - id: ORDERS
                    validUntil: someday
                  - name: Nameless
                - SERVICE
              - id: acme
                contracts: none
            """;

    @Test
    @Tag("A69")
    void what_is_wrong_about_a_distribution_point_is_told() {
        String point = "tenants[t].solutions[s].distributionPoints[p]";

        assertThat(faults("""
                        tenants:
                        - id: t
                          solutions:
                          - id: s
                            distributionPoints:
                            - id: p
                              system: fax
                              limit: 0
                              keyPrefix: 1ST_
                              customKeyPrefix: GTL_
                              submit: [priority, status]
                              removed: never
                        """))
                .containsExactly(
                        point
                                + ".system (line 7) is \"fax\"; it has to be one of desk, router, or missing where nothing is to"
                                + " be distributed",
                        point + ".limit (line 8) is \"0\"; it has to be a whole number from 1 to 999999",
                        point + ".keyPrefix (line 9) is \"1ST_\"; it has to be 1 to 16 letters, digits and _, the first"
                                + " one no digit",
                        point + ".submit (line 11) is \"status\"; it has to be attributes that have a key, such as"
                                + " priority, Ext/customerID, Data/region, or Data/*",
                        point + ".removed (line 12) is \"never\"; it has to be one of return, complete, error-hold");
        assertThat(faults("""
                        tenants:
                        - id: t
                          solutions:
                          - id: s
                            distributionPoints:
                            - id: p
                              customKeyPrefix: GTL_
                        """))
                .containsExactly(point + ".customKeyPrefix (line 7) is \"GTL_\"; it has to be something that no key of"
                        + " another attribute begins with, such as GTL_data_");
    }

    @Test
    void all_faults_are_told_at_once_with_place_value_and_what_would_be_right() {
        String solution = "tenants[acme].solutions[production-of-all]";

        assertThat(faults(FAULTY))
                .containsExactly(
                        "tenants[acme].timezone (line 3) is not known; there can be id, name, timeZone, solutions",
                        "tenants[acme].timeZone (line 4) is \"Berlin\"; it has to be a time zone such as UTC or Europe/Berlin",
                        solution + ".id (line 6) is \"production-of-all\"; it has to be an ID of 1 to 16 characters",
                        solution + ".businessCalendar (line 7) is \"LATE\"; it has to be one of the solution's"
                                + " businessCalendars: EMPTY, OFFICE",
                        solution
                                + ".capturePoints (line 8) is \"mq\"; it has to be IDs of capture points that belong to"
                                + " no other solution",
                        solution
                                + ".capturePoints (line 8) is \"customer system\"; it has to be IDs of 1 to 16 letters,"
                                + " digits, - and _",
                        solution
                                + ".distributionPoints[front desk].id (line 10) is \"front desk\"; it has to be an ID of 1"
                                + " to 16 letters, digits, - and _",
                        solution + ".businessCalendars[OFFICE].workingHours.monday (line 14) is \"8-17\"; it has to be "
                                + WorkingHours.FORM,
                        solution
                                + ".businessCalendars[OFFICE].workingHours.moonday (line 15) is not known; there can be"
                                + " monday, tuesday, wednesday, thursday, friday, saturday, sunday",
                        solution
                                + ".businessCalendars[OFFICE].holidays (line 16) is \"de/xy\"; it has to be de, or one of"
                                + " its parts: bb, be, bw, by, hb, he, hh, mv, ni, nw, rp, sh, sl, sn, st, th",
                        solution
                                + ".businessCalendars[OFFICE].closingDays (line 17) is \"2026-02-30\"; it has to be a day"
                                + " such as 2030-12-31",
                        solution
                                + ".businessCalendars[OFFICE].workingDays.2026-12-24 (line 19) is \"2026-12-24\"; it has to"
                                + " be a day that is none of the closingDays",
                        solution
                                + ".businessCalendars[OFFICE].workingDays.tomorrow (line 20) is \"tomorrow\"; it has to be a"
                                + " day such as 2030-12-31",
                        solution
                                + ".businessCalendars[EMPTY].workingHours (line 21) is missing; it has to be a mapping with"
                                + " the hours of at least one of monday, tuesday, wednesday, thursday, friday, saturday,"
                                + " sunday",
                        solution
                                + ".contracts[SALES].validUntil (line 25) is \"2026-02-28\"; it has to be the last day, not"
                                + " before validFrom, which is 2026-03-01",
                        solution
                                + ".contracts[SALES].processes[ORDERS].name (line 28) has to be a text, not a list or a"
                                + " mapping",
                        solution
                                + ".contracts[SALES].processes[ORDERS].id (line 29) is \"ORDERS\"; it has to be an ID that"
                                + " no other process has",
                        solution
                                + ".contracts[SALES].processes[ORDERS].validUntil (line 30) is \"someday\"; it has to be a"
                                + " day such as 2030-12-31",
                        solution
                                + ".contracts[SALES].processes[3].id (line 31) is missing; it has to be an ID of 1 to 16"
                                + " characters",
                        solution + ".contracts[2] (line 32) has to have the keys id, name, validFrom, validUntil,"
                                + " businessCalendar, processes, each with its value",
                        solution + ".contracts[2].id (line 32) is missing; it has to be an ID of 1 to 16 characters",
                        "tenants[acme].solutions[acme].contracts (line 34) has to be a list, each item after a -");
    }

    @Test
    void a_retention_is_a_whole_number_of_days() {
        String right = "; it has to be a whole number of days from 1 to 99999";

        assertThat(faults("""
                tenants:
                - id: acme
                  solutions:
                  - id: test
                    retention: 0
                    contracts:
                    - id: SALES
                      processes:
                      - id: ORDERS
                        retention: for ever
                """))
                .containsExactly(
                        "tenants[acme].solutions[test].retention (line 5) is \"0\"" + right,
                        "tenants[acme].solutions[test].contracts[SALES].processes[ORDERS].retention (line 10) is"
                                + " \"for ever\"" + right);
    }

    @Test
    void no_more_faults_are_told_than_somebody_reads() {
        String contracts = "- {}\n".repeat(StructureReader.MAX_FAULTS + 50);

        assertThat(faults("tenants:\n- id: t\n  solutions:\n  - id: s\n    contracts:\n"
                        + contracts.indent(4).stripTrailing()))
                .hasSize(StructureReader.MAX_FAULTS);
    }

    @Test
    void what_is_no_yaml_is_told_with_its_line() {
        assertThat(faults("tenants:\n- id: [a\n"))
                .singleElement()
                .asString()
                .startsWith("The structure (line 3) is no YAML: ");
        assertThat(faults("tenants:\n- id: \u0007\n"))
                .singleElement()
                .asString()
                .startsWith("The structure is no YAML: ");
        assertThat(faults("--- {}\n--- {}\n")).singleElement().asString().contains("is no YAML: ");
        assertThat(faults("# nothing\n")).containsExactly("The structure is empty; it has to begin with tenants:");
        assertThat(faults("{}"))
                .containsExactly("tenants (line 1) is missing; it has to be a list of at least one tenant");
        assertThat(faults("tenants: [{id: t}]"))
                .containsExactly(
                        "tenants[t].solutions (line 1) is missing; it has to be a list of at least one solution");
        assertThat(faults("{tenants: [], tenants: []}")).contains("tenants (line 1) is there twice; once is enough");
    }

    @Test
    @Tag("A76")
    void what_could_make_a_short_text_endless_is_refused() {
        assertThat(faults("tenants: &a [*a]"))
                .containsExactly("The structure (line 1) refers to another place by *; write it out instead");
        assertThat(faults("[".repeat(100_000))).containsExactly("The structure (line 1) is nested more than 20 deep");
        assertThat(faults("x".repeat(StructureFile.MAX_LENGTH + 1)))
                .containsExactly("The structure has 500001 characters; it has to be 500000 at most");
    }

    @Test
    void tags_mean_nothing() {
        assertThat(Structures.of("tenants: !!java.util.Locale [{id: !!int t, solutions: [{id: s}]}]"))
                .isEqualTo(Structures.of("tenants: [{id: t, solutions: [{id: s}]}]"));
    }

    private static List<String> faults(String yaml) {
        Content content = StructureFile.read(yaml);
        assertThat(content).isInstanceOf(Content.Faulty.class);
        return new ArrayList<>(((Content.Faulty) content)
                .faults().stream().map(StructureFault::toString).toList());
    }

    private static DistributionTerms terms(Random random) {
        return new DistributionTerms(
                random.nextBoolean() ? DistributionTerms.KEY_PREFIX : "IWD_",
                random.nextBoolean() ? DistributionTerms.CUSTOM_KEY_PREFIX : "IWD_data_",
                random.nextBoolean() ? null : Set.copyOf(some(random, 0, i -> "Data/" + i)),
                Set.copyOf(some(random, 0, i -> "custom" + i)),
                random.nextBoolean() ? Meaning.COMPLETE : Meaning.ERROR_HOLD);
    }
}
