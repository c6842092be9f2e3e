package org.workgate.mqstandin;

import java.nio.ByteBuffer;
import javax.transaction.xa.Xid;

/** The ID of a branch, as a transaction manager would make one. */
record TestXid(int number) implements Xid {

    @Override
    public int getFormatId() {
        return 4711;
    }

    @Override
    public byte[] getGlobalTransactionId() {
        return ByteBuffer.allocate(13).putInt(9, number).array();
    }

    @Override
    public byte[] getBranchQualifier() {
        return new byte[] {1, 2, 3};
    }

    /** Whether it is another one's ID as well. */
    boolean isSame(Xid other) {
        return new BranchId(getFormatId(), getGlobalTransactionId(), getBranchQualifier())
                .equals(new BranchId(other.getFormatId(), other.getGlobalTransactionId(), other.getBranchQualifier()));
    }
}
