package org.workgate.mqstandin;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import javax.transaction.xa.Xid;

/** The ID of a branch of a global transaction. Equal to another one with the same three parts. */
final class BranchId implements Xid {

    private final int formatId;
    private final byte[] globalTransactionId;
    private final byte[] branchQualifier;

    BranchId(int formatId, byte[] globalTransactionId, byte[] branchQualifier) {
        this.formatId = formatId;
        this.globalTransactionId = globalTransactionId.clone();
        this.branchQualifier = branchQualifier.clone();
    }

    /** Reads one and moves the position behind it and what fills it up. */
    static BranchId read(ByteBuffer body) {
        int formatId = body.getInt();
        var globalTransactionId = new byte[body.get() & 0xFF];
        var branchQualifier = new byte[body.get() & 0xFF];
        body.get(globalTransactionId).get(branchQualifier);
        return new BranchId(formatId, globalTransactionId, branchQualifier);
    }

    /** As it is written, filled up to a multiple of four bytes. */
    byte[] bytes() {
        int length = 6 + globalTransactionId.length + branchQualifier.length;
        return ByteBuffer.allocate((length + 3) & ~3)
                .putInt(formatId)
                .put((byte) globalTransactionId.length)
                .put((byte) branchQualifier.length)
                .put(globalTransactionId)
                .put(branchQualifier)
                .array();
    }

    @Override
    public int getFormatId() {
        return formatId;
    }

    @Override
    public byte[] getGlobalTransactionId() {
        return globalTransactionId.clone();
    }

    @Override
    public byte[] getBranchQualifier() {
        return branchQualifier.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BranchId that
                && formatId == that.formatId
                && Arrays.equals(globalTransactionId, that.globalTransactionId)
                && Arrays.equals(branchQualifier, that.branchQualifier);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(globalTransactionId) + Arrays.hashCode(branchQualifier);
    }

    @Override
    public String toString() {
        var hex = HexFormat.of();
        return formatId + ":" + hex.formatHex(globalTransactionId) + ":" + hex.formatHex(branchQualifier);
    }
}
