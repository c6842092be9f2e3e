package org.workgate.requirements;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.workgate.requirements.TestSources.Declaration;

/** Each number of the requirements is proved by a test of the build, or visibly waits for a later stage. */
class TraceabilityTest {

    private static final Path CATALOGUE = Path.of("../docs/requirements.txt");
    private static final Path PAGE = Path.of("../docs/requirements.md");
    private static final List<Path> SOURCES = Stream.of("ejb", "war", "ear")
            .map(module -> Path.of("..", module, "src", "test", "java"))
            .toList();
    private static final String UPDATE = "workgate.docs.update";
    private static final String COMMAND = "mvn -pl war -am test -Dtest=TraceabilityTest"
            + " -Dsurefire.failIfNoSpecifiedTests=false -D" + UPDATE + "=true";

    @Test
    void the_catalogue_is_complete() throws IOException {
        assertThat(Requirements.read(Files.readAllLines(CATALOGUE)).faults()).isEmpty();
    }

    @Test
    void every_number_is_proved_or_open_and_every_test_names_what_it_proves() throws IOException {
        List<Declaration> tests = TestSources.in(SOURCES);

        assertThat(SOURCES).allSatisfy(folder -> assertThat(tests)
                .anyMatch(test -> test.isTest()
                        && test.file().startsWith(folder.toAbsolutePath().normalize())));
        assertThat(Requirements.read(Files.readAllLines(CATALOGUE)).faults(tests))
                .isEmpty();
    }

    @Test
    void the_page_says_what_the_tests_say() throws IOException {
        String page = Requirements.read(Files.readAllLines(CATALOGUE)).page(TestSources.in(SOURCES), COMMAND);
        if (Boolean.getBoolean(UPDATE)) {
            Files.writeString(PAGE, page);
        }

        assertThat(Files.readString(PAGE))
                .as("docs/requirements.md is out of date; write it anew with: %s", COMMAND)
                .isEqualTo(page);
    }

    /** What the check finds wrong in small catalogues. */
    @Nested
    class In_a_catalogue {

        private static final List<String> COMPLETE = Stream.concat(
                        IntStream.rangeClosed(1, 206).mapToObj(i -> "R" + i + " x"),
                        IntStream.rangeClosed(1, 90).mapToObj(i -> "A" + i + " [broker] x"))
                .toList();

        private static List<String> faultsWithout(String line, String... instead) {
            var lines = new ArrayList<>(COMPLETE);
            int at = lines.indexOf(line);
            lines.remove(at);
            lines.addAll(at, List.of(instead));
            return Requirements.read(lines).faults();
        }

        @Test
        void a_number_that_is_missing_is_found() {
            assertThat(Requirements.read(COMPLETE).faults()).isEmpty();
            assertThat(faultsWithout("R17 x")).containsExactly("The catalogue has R18 where R17 should come");
            assertThat(faultsWithout("R206 x")).containsExactly("The catalogue does not end with R206");
            assertThat(faultsWithout("A90 [broker] x")).containsExactly("The catalogue does not end with A90");
        }

        @Test
        void a_number_that_comes_twice_is_found() {
            assertThat(faultsWithout("R17 x", "R17 x", "R17 y"))
                    .containsExactly("The catalogue has R17 where R18 should come");
        }

        @Test
        void a_number_that_was_never_given_is_found() {
            assertThat(faultsWithout("R206 x", "R206 x", "R207 x"))
                    .containsExactly("The catalogue does not end with R206");
        }

        @Test
        void a_reason_that_is_none_is_found() {
            assertThat(faultsWithout("R17 x", "R17 [later] x"))
                    .containsExactly("R17 is open for no known reason: later");
        }

        @Test
        void a_line_that_is_none_is_found() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> faultsWithout("R17 x", "17 x"))
                    .withMessageContaining("17 x");
        }
    }

    /** What the check finds wrong in small tests. */
    @Nested
    class In_a_test {

        private final Requirements requirements =
                Requirements.read(List.of("R1 first", "R2 second", "R3 third", "R4 fourth", "A1 [broker] open"));

        @TempDir
        private Path folder;

        private List<String> faults(String members) throws IOException {
            Files.writeString(folder.resolve("SomeTest.java"), "class SomeTest {" + members.replace('\'', '"') + "}");
            return requirements.faults(TestSources.in(List.of(folder)));
        }

        private static String proving(String... numbers) {
            return Stream.of(numbers)
                    .map(number -> "@Test @Tag('" + number + "') void proves" + number + "() {}")
                    .reduce("", String::concat);
        }

        @Test
        void nothing_is_wrong_where_each_number_is_proved_or_open() throws IOException {
            assertThat(faults(proving("R1", "R2", "R3", "R4"))).isEmpty();
            assertThat(
                            faults(
                                    "@org.junit.jupiter.api.Test @Tag('R1') @Tag('R2') @Tag('R3') void a() {}"
                                            + "@ParameterizedTest @CsvSource({'R4, x', 'R3 R2 , y'}) void b(String proves, String z) {}"))
                    .isEmpty();
        }

        @Test
        void a_number_that_nothing_proves_is_found() throws IOException {
            assertThat(faults(proving("R1", "R2", "R3"))).containsExactly("R4 is proved by no test: fourth");
        }

        @Test
        void a_number_that_only_a_long_test_proves_is_found() throws IOException {
            assertThat(faults(proving("R1", "R2", "R3") + "@Test @Tag('long') @Tag('R4') void d() {}"))
                    .containsExactly("R4 is proved by no test: fourth");
            assertThat(faults(proving("R1", "R2", "R3") + "@Nested @Tag('long') class N {" + proving("R4") + "}"))
                    .containsExactly("R4 is proved by no test: fourth");
        }

        @Test
        void a_number_that_is_unknown_is_found() throws IOException {
            assertThat(faults(proving("R1", "R2", "R3", "R4", "R5")))
                    .containsExactly("SomeTest.provesR5 names the unknown number R5");
            assertThat(faults(proving("R1", "R2", "R3", "R4")
                            + "@ParameterizedTest @CsvSource('r4, x') void e(String proves) {}"))
                    .containsExactly("SomeTest.e names the unknown number r4");
        }

        @Test
        void a_number_that_is_open_and_proved_is_found() throws IOException {
            assertThat(faults(proving("R1", "R2", "R3", "R4", "A1")))
                    .containsExactly(
                            "A1 is listed as open until there is a broker that speaks IBM MQ's protocol to the tests,"
                                    + " and proved by [SomeTest.provesA1]");
        }

        @Test
        void more_than_three_numbers_at_once_are_found() throws IOException {
            assertThat(faults("@Test @Tag('R1') @Tag('R2') @Tag('R3') @Tag('R4') void a() {}"))
                    .containsExactly("SomeTest.a names more than 3 numbers at once: [R1, R2, R3, R4]");
            assertThat(faults(
                            "@ParameterizedTest @CsvSource(delimiter = '|', value = {'R1 R2' + ' R3 R4|x', 'R1 | ,y'})"
                                    + "void a(String proves) {}"))
                    .containsExactly("SomeTest.a names more than 3 numbers at once: [R1, R2, R3, R4]");
        }

        @Test
        void a_row_without_a_number_is_found() throws IOException {
            String rest = proving("R1", "R2", "R3", "R4");

            assertThat(faults(rest + "@ParameterizedTest @CsvSource({'R1, x', ', y'}) void a(String proves) {}"))
                    .containsExactly("A row of SomeTest.a names no number");
            assertThat(faults(rest + "@ParameterizedTest @MethodSource('rows') void a(String proves) {}"))
                    .containsExactly("A row of SomeTest.a names no number");
        }

        @Test
        void numbers_of_what_is_no_test_are_found() throws IOException {
            String rest = proving("R1", "R2", "R3", "R4");

            assertThat(faults(rest + "@BeforeEach @Tag('R1') void a() {}"))
                    .containsExactly("SomeTest.a names [[R1]] and is no test method");
            assertThat(faults(rest + "@Nested @Tag('R1') class N {}"))
                    .containsExactly("SomeTest.N names [[R1]] and is no test method");
        }

        @Test
        void tests_that_are_not_run_are_found() throws IOException {
            String rest = proving("R1", "R2", "R3", "R4");

            assertThat(faults(rest + "@Test @Disabled('for now') void a() {}"))
                    .containsExactly("SomeTest.a is not run everywhere and always");
            assertThat(faults(rest + "@Nested @EnabledOnOs(LINUX) class N {}"))
                    .containsExactly("SomeTest.N is not run everywhere and always");
        }

        @Test
        void a_source_that_cannot_be_parsed_is_found() {
            assertThatIllegalStateException()
                    .isThrownBy(() -> faults("@Test void () {}"))
                    .withMessageContaining("SomeTest.java");
        }
    }
}
