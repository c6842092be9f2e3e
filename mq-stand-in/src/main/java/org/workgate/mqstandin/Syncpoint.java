package org.workgate.mqstandin;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import org.jspecify.annotations.Nullable;

/**
 * What the puts and gets of a conversation with syncpoint belong to: the branch of a global transaction that it works for, else
 * its local unit of work. Carries out the calls that begin and end both; those of XA answer with a code of XA.
 */
final class Syncpoint {

    private final Store store;
    private final UnitOfWork local = new UnitOfWork();
    private final Deque<BranchId> scan = new ArrayDeque<>();
    private @Nullable XaBranch branch;
    private boolean coordinated;
    private boolean failed;

    Syncpoint(Store store) {
        this.store = store;
    }

    /**
     * What a put or get with syncpoint belongs to. The caller holds the store's lock.
     *
     * @throws Refusal 2072 if the conversation was opened for XA and works for no branch
     */
    UnitOfWork unit() throws Refusal {
        if (branch != null) {
            return branch.unit();
        }
        if (coordinated) {
            throw new Refusal(Reason.SYNCPOINT_NOT_AVAILABLE);
        }
        return local;
    }

    /** What belongs to it cannot be committed any more. */
    void fail() {
        store.locked(() -> {
            if (branch != null) {
                branch.fail();
            } else {
                failed = true;
            }
        });
    }

    /**
     * Commits the local unit of work, or backs it out where it has failed.
     *
     * @return whether it was committed
     */
    boolean commit() {
        if (failed) {
            backOut();
            return false;
        }
        store.commit(local);
        return true;
    }

    void backOut() {
        failed = false;
        store.backOut(local);
    }

    /** The conversation has ended: backs out all that depends on it. */
    void lost() {
        store.locked(() -> {
            store.backOut(local);
            for (XaBranch each : List.copyOf(store.branches().values())) {
                if (each.dependsOn(this)) {
                    store.backOut(each);
                }
            }
            branch = null;
        });
    }

    int open() {
        coordinated = true;
        return XAResource.XA_OK;
    }

    int close() {
        coordinated = false;
        return XAResource.XA_OK;
    }

    int start(BranchId id, int flags) {
        return store.locked(() -> {
            XaBranch found = store.branches().get(id);
            if (branch != null) {
                return XAException.XAER_PROTO;
            }
            if ((flags & (XAResource.TMJOIN | XAResource.TMRESUME)) == 0) {
                if (found != null) {
                    return XAException.XAER_DUPID;
                }
                found = new XaBranch(id);
                store.branches().put(id, found);
                found.start(this);
            } else if (found == null) {
                return XAException.XAER_NOTA;
            } else if (found.isPrepared() || ((flags & XAResource.TMRESUME) != 0 && !found.isSuspended(this))) {
                return XAException.XAER_PROTO;
            } else if ((flags & XAResource.TMRESUME) != 0) {
                found.resume(this);
            } else {
                found.start(this);
            }
            branch = found;
            return XAResource.XA_OK;
        });
    }

    int end(BranchId id, int flags) {
        return store.locked(() -> {
            XaBranch found = store.branches().get(id);
            if (found == null) {
                return XAException.XAER_NOTA;
            }
            boolean active = found == branch;
            if ((flags & XAResource.TMSUSPEND) != 0 ? !active : !active && !found.isSuspended(this)) {
                return XAException.XAER_PROTO;
            }
            if ((flags & XAResource.TMSUSPEND) != 0) {
                found.suspend(this);
            } else {
                found.end(this);
            }
            if ((flags & XAResource.TMFAIL) != 0) {
                found.fail();
            }
            if (active) {
                branch = null;
            }
            return XAResource.XA_OK;
        });
    }

    int prepare(BranchId id) {
        return store.locked(() -> {
            XaBranch found = store.branches().get(id);
            if (found == null) {
                return XAException.XAER_NOTA;
            }
            if (!found.isEnded() || found.isPrepared()) {
                return XAException.XAER_PROTO;
            }
            if (found.isFailed()) {
                store.backOut(found);
                return XAException.XA_RBROLLBACK;
            }
            if (found.unit().isEmpty()) {
                store.branches().remove(id);
                return XAResource.XA_RDONLY;
            }
            store.prepare(found);
            return XAResource.XA_OK;
        });
    }

    int commit(BranchId id, int flags) {
        return store.locked(() -> {
            XaBranch found = store.branches().get(id);
            boolean onePhase = (flags & XAResource.TMONEPHASE) != 0;
            if (found == null) {
                return XAException.XAER_NOTA;
            }
            if (!found.isEnded() || found.isPrepared() == onePhase) {
                return XAException.XAER_PROTO;
            }
            if (found.isFailed()) {
                store.backOut(found);
                return XAException.XA_RBROLLBACK;
            }
            store.commit(found);
            return XAResource.XA_OK;
        });
    }

    int rollback(BranchId id) {
        return store.locked(() -> {
            XaBranch found = store.branches().get(id);
            if (found == null) {
                return XAException.XAER_NOTA;
            }
            if (!found.isEnded()) {
                return XAException.XAER_PROTO;
            }
            store.backOut(found);
            return XAResource.XA_OK;
        });
    }

    /** Branches are never ended heuristically, so that there is nothing to forget. */
    int forget(BranchId id) {
        return store.locked(() -> store.branches().containsKey(id) ? XAException.XAER_PROTO : XAException.XAER_NOTA);
    }

    /** The next of the prepared branches, or the first where a scan starts. */
    List<BranchId> recover(int most, int flags) {
        if ((flags & XAResource.TMSTARTRSCAN) != 0) {
            scan.clear();
            scan.addAll(store.prepared());
        }
        var found = new ArrayList<BranchId>();
        while (found.size() < most && !scan.isEmpty()) {
            found.add(scan.remove());
        }
        return found;
    }
}
