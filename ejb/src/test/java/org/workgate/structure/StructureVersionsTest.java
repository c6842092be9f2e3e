package org.workgate.structure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.PersistenceException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.workgate.platform.TestDatabase;

class StructureVersionsTest {

    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00.123456Z");

    @ParameterizedTest
    @EnumSource
    void the_newest_version_is_in_force_and_all_are_kept(TestDatabase vendor) throws Exception {
        try (EntityManagerFactory entities = TestDatabase.entities(vendor.migrated())) {
            assertThat(newest(entities)).isZero();
            add(entities, 1, null);
            add(entities, 2, "Grüße 😀");

            assertThat(newest(entities)).isEqualTo(2);
            assertThat(headings(entities))
                    .containsExactly(
                            new StructureVersion.Heading(2, "admin", NOW, "Grüße 😀"),
                            new StructureVersion.Heading(1, "admin", NOW, null));
            assertThat(find(entities, 2).structure()).isEqualTo(structure(2));
            assertThatThrownBy(() -> add(entities, 2, null)).isInstanceOf(PersistenceException.class);
        }
    }

    @ParameterizedTest
    @EnumSource
    void who_adds_at_the_same_time_takes_turns(TestDatabase vendor) throws Exception {
        try (EntityManagerFactory entities = TestDatabase.entities(vendor.migrated())) {
            int writers = 3;
            var together = new CyclicBarrier(writers);
            Callable<Integer> writer = () -> TestDatabase.inTransaction(entities, em -> {
                await(together);
                var versions = new StructureVersions(em);
                int number = versions.lockNewest() + 1;
                versions.add(new StructureVersion(number, structure(number), "admin", NOW, null));
                return number;
            });

            ExecutorService pool = Executors.newFixedThreadPool(writers);
            try {
                List<Future<Integer>> numbers = pool.invokeAll(List.of(writer, writer, writer));
                assertThat(List.of(
                                numbers.get(0).get(),
                                numbers.get(1).get(),
                                numbers.get(2).get()))
                        .containsExactlyInAnyOrder(1, 2, 3);
            } finally {
                pool.shutdown();
            }
        }
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static int newest(EntityManagerFactory entities) {
        return TestDatabase.inTransaction(entities, em -> new StructureVersions(em).newest());
    }

    private static List<StructureVersion.Heading> headings(EntityManagerFactory entities) {
        return TestDatabase.inTransaction(entities, em -> new StructureVersions(em).headings());
    }

    private static StructureVersion find(EntityManagerFactory entities, int number) {
        return TestDatabase.inTransaction(
                entities, em -> new StructureVersions(em).find(number).orElseThrow());
    }

    private static void add(EntityManagerFactory entities, int number, String remark) {
        TestDatabase.inTransaction(entities, em -> {
            new StructureVersions(em).add(new StructureVersion(number, structure(number), "admin", NOW, remark));
            return number;
        });
    }

    private static BusinessStructure structure(int number) {
        return Structures.of("tenants: [{id: t" + number + ", name: '日本', solutions: [{id: s}]}]");
    }
}
