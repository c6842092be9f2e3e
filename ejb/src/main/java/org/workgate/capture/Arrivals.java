package org.workgate.capture;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.LockTimeoutException;
import java.util.concurrent.Semaphore;

/**
 * Lets those wait who look for a task in vain. The queues commit before the database does, so whoever has read a response can
 * ask for its task a moment before it is there to be found. To find a task costs nothing of this.
 */
@ApplicationScoped
public class Arrivals {

    /** How many wait at a time, lest those who look for what does not exist take the threads of everybody else. */
    private static final int PLACES = 16;

    @Inject
    private IntakeLeases leases;

    private final Semaphore places = new Semaphore(PLACES);
    private volatile int begun;
    private boolean inVain;

    /**
     * Waits until the transactions of the intakes that are running now have ended. After that, what is not found does not exist.
     *
     * @throws jakarta.persistence.PersistenceException if one of them did not end as long as the database lets anybody wait for a
     *     lock, or if too many are waiting already
     */
    public void await() {
        if (!places.tryAcquire()) {
            throw new LockTimeoutException("Too many look for tasks that are not there");
        }
        try {
            await(begun);
        } finally {
            places.release();
        }
    }

    /** One waits for all that came before it began, so that many need no more than one connection. */
    private synchronized void await(int begunBefore) {
        if (begun == begunBefore) {
            begun++;
            inVain = true;
            leases.awaitPresent();
            inVain = false;
        } else if (inVain) {
            throw new LockTimeoutException("A transaction of an intake did not end");
        }
    }
}
