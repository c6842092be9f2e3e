package org.workgate.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import jakarta.persistence.EntityManagerFactory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.workgate.platform.TestDatabase;

class FirstRulesTest {

    private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");
    private static final Path SAMPLES = Path.of("../samples/rules");

    @TempDir
    private Path folder;

    private EntityManagerFactory entities;

    private void open(TestDatabase vendor) throws SQLException {
        entities = TestDatabase.entities(vendor.migrated());
    }

    @AfterEach
    void close() {
        entities.close();
    }

    private void install(String setting) {
        TestDatabase.inTransaction(entities, entityManager -> {
            FirstRules.install(setting, new RuleBook(entityManager), NOW);
            return entityManager;
        });
    }

    private List<RuleVersion> versions(String name) {
        RulePlace place = RulePlace.named(name).orElseThrow();
        return TestDatabase.inTransaction(entities, entityManager -> {
            var book = new RuleBook(entityManager);
            return book.versions(place).stream()
                    .map(heading -> book.find(place, heading.version()).orElseThrow())
                    .toList();
        });
    }

    private boolean nothingIsSaved() {
        return TestDatabase.inTransaction(entities, entityManager -> new RuleBook(entityManager).isEmpty());
    }

    private void place(String file, String content) throws IOException {
        Files.writeString(folder.resolve(file), content);
    }

    private static String giving(String priority) {
        return TableText.table("FIRST").output("priority").row(priority).toString();
    }

    @ParameterizedTest
    @EnumSource
    void without_a_setting_there_are_no_rules(TestDatabase vendor) throws SQLException {
        open(vendor);

        install("");

        assertThat(nothingIsSaved()).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void the_sample_is_all_that_is_published(TestDatabase vendor) throws SQLException, IOException {
        open(vendor);

        install("sample");

        try (Stream<Path> published = Files.list(SAMPLES)) {
            assertThat(published).hasSize(2).allSatisfy(file -> assertThat(
                            versions(file.getFileName().toString().replace(".dmn", "")))
                    .singleElement()
                    .satisfies(version -> {
                        assertThat(version.version()).isEqualTo(1);
                        assertThat(version.dmn()).isEqualTo(Files.readString(file));
                        assertThat(version.author()).isEqualTo("Workgate");
                        assertThat(version.validFrom()).isEqualTo(NOW);
                    }));
        }
    }

    @ParameterizedTest
    @EnumSource
    void the_files_of_a_folder_hold_where_their_names_say(TestDatabase vendor) throws SQLException, IOException {
        open(vendor);
        place("prioritization.dmn", giving("10"));
        place("prioritization.contract.SALES.EU.dmn", giving("20"));
        place("README.md", "Our rules");

        install(folder.toString());

        assertThat(versions("prioritization")).extracting(RuleVersion::dmn).containsExactly(giving("10"));
        assertThat(versions("prioritization.contract.SALES.EU"))
                .extracting(RuleVersion::dmn)
                .containsExactly(giving("20"));
        assertThat(versions("classification")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void where_there_are_rules_the_setting_does_not_count(TestDatabase vendor) throws SQLException, IOException {
        open(vendor);
        place("prioritization.process.ORDERS.dmn", giving("10"));
        install(folder.toString());

        install("sample");
        install("/no/such/folder");

        assertThat(versions("prioritization.process.ORDERS")).hasSize(1);
        assertThat(versions("prioritization")).isEmpty();
    }

    /** Whose folders differ, so that it shows whether two have installed something. */
    @ParameterizedTest
    @EnumSource
    void of_servers_that_start_at_once_one_installs_its_rules(TestDatabase vendor) throws Exception {
        open(vendor);
        List<String> places =
                List.of("prioritization", "prioritization.contract.SALES", "prioritization.process.ORDERS");
        var together = new CyclicBarrier(places.size());
        var starts = new ArrayList<Callable<Void>>();
        for (String place : places) {
            Path own = Files.createDirectory(folder.resolve(place));
            Files.writeString(own.resolve(place + ".dmn"), giving("10"));
            starts.add(() -> {
                together.await();
                install(own.toString());
                return null;
            });
        }

        ExecutorService pool = Executors.newFixedThreadPool(places.size());
        try {
            for (Future<Void> started : pool.invokeAll(starts)) {
                started.get();
            }
        } finally {
            pool.shutdown();
        }

        assertThat(places).flatMap(this::versions).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void files_that_cannot_be_used_stop_the_start_with_all_their_faults(TestDatabase vendor)
            throws SQLException, IOException {
        open(vendor);
        place("classification.dmn", giving("10"));
        place("prioritization.contract.SALES.dmn", giving("20"));
        place("prioritization.dmn", giving("high"));
        place("prioritization.capture-point.mq.dmn", giving("10"));

        assertThatIllegalStateException()
                .isThrownBy(() -> install(folder.toString()))
                .withMessageContaining("The setting workgate.rules.folder is \"" + folder + "\"")
                .withMessageContaining("start without the setting")
                .withMessageContaining(
                        "classification.dmn: Table \"Table\", column \"priority\": There is no such output")
                .withMessageContaining(
                        "prioritization.dmn: Table \"Table\", row 1, column \"priority\": high cannot be used")
                .withMessageContaining("prioritization.capture-point.mq.dmn: The name of the file says no place")
                .withMessageNotContaining("SALES");
        assertThat(nothingIsSaved()).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void a_folder_that_cannot_be_read_stops_the_start(TestDatabase vendor) throws SQLException, IOException {
        open(vendor);

        assertThatIllegalStateException()
                .isThrownBy(() -> install(folder.resolve("none").toString()))
                .withMessageContaining("none\"; it has to be sample or the absolute path of a folder");
        assertThatIllegalStateException()
                .isThrownBy(() -> install(folder.toString()))
                .withMessageContaining("there is none");
        Files.write(folder.resolve("prioritization.dmn"), giving("ü").getBytes(StandardCharsets.ISO_8859_1));
        assertThatIllegalStateException()
                .isThrownBy(() -> install(folder.toString()))
                .withMessageContaining("prioritization.dmn is not in UTF-8");
    }
}
