package org.workgate.structure;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.TransactionSynchronizationRegistry;
import org.jspecify.annotations.Nullable;

/**
 * The business structure that is in force. Every transaction asks the database once which version that is, so that on every
 * server whoever begins after a change was committed goes by it; the structure itself is read once for each version.
 */
@ApplicationScoped
public class StructureInForce {

    private static final Object KEY = StructureInForce.class;

    @Inject
    private StructureVersions versions;

    @Resource
    private TransactionSynchronizationRegistry transaction;

    private volatile @Nullable Known latest;

    private record Known(int number, BusinessStructure structure) {}

    /**
     * The structure in force, the same one until the caller's transaction ends.
     *
     * @throws IllegalStateException if there is no transaction
     */
    public BusinessStructure get() {
        Known known = (Known) transaction.getResource(KEY);
        if (known == null) {
            known = known(versions.newest());
            transaction.putResource(KEY, known);
        }
        return known.structure();
    }

    private Known known(int number) {
        Known known = latest;
        if (known == null || known.number() != number) {
            StructureVersion version = versions.find(number)
                    .orElseThrow(() -> new IllegalStateException("There is no business structure in the database"));
            known = new Known(number, version.structure());
            latest = known;
        }
        return known;
    }
}
