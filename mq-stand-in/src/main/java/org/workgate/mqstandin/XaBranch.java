package org.workgate.mqstandin;

import java.util.HashSet;
import java.util.Set;

/** What a queue manager does of a global transaction. Guarded by the store's lock. */
final class XaBranch {

    private final BranchId id;
    private final UnitOfWork unit;
    private final Set<Syncpoint> active = new HashSet<>();
    private final Set<Syncpoint> suspended = new HashSet<>();
    private final Set<Syncpoint> workers = new HashSet<>();
    private boolean failed;
    private boolean prepared;

    /** A branch that begins. */
    XaBranch(BranchId id) {
        this(id, new UnitOfWork(), false);
    }

    private XaBranch(BranchId id, UnitOfWork unit, boolean prepared) {
        this.id = id;
        this.unit = unit;
        this.prepared = prepared;
    }

    /** A branch that was prepared before the stand-in was started. */
    static XaBranch prepared(BranchId id, UnitOfWork unit) {
        return new XaBranch(id, unit, true);
    }

    BranchId id() {
        return id;
    }

    UnitOfWork unit() {
        return unit;
    }

    /** A conversation begins to work for it. */
    void start(Syncpoint worker) {
        active.add(worker);
        workers.add(worker);
    }

    boolean isSuspended(Syncpoint worker) {
        return suspended.contains(worker);
    }

    void suspend(Syncpoint worker) {
        active.remove(worker);
        suspended.add(worker);
    }

    void resume(Syncpoint worker) {
        suspended.remove(worker);
        active.add(worker);
    }

    void end(Syncpoint worker) {
        active.remove(worker);
        suspended.remove(worker);
    }

    /** From now on it can only be backed out. */
    void fail() {
        failed = true;
    }

    boolean isFailed() {
        return failed;
    }

    /** Whether nobody works for it any more. */
    boolean isEnded() {
        return active.isEmpty() && suspended.isEmpty();
    }

    /** It outlives its workers, and the stand-in, until it is committed or backed out. */
    void prepare() {
        prepared = true;
    }

    boolean isPrepared() {
        return prepared;
    }

    /** Whether it goes with the worker. */
    boolean dependsOn(Syncpoint worker) {
        return !prepared && workers.contains(worker);
    }
}
