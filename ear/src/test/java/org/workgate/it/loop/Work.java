package org.workgate.it.loop;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.util.function.IntUnaryOperator;

/** The loops, portion after portion. */
@Path("work")
@RequestScoped
public class Work {

    @Inject
    private Portions portions;

    /** Has everything prioritized that is due, and returns how many microseconds that took. */
    @POST
    @Path("prioritized")
    @Produces(MediaType.TEXT_PLAIN)
    public long prioritize(@QueryParam("portion") int portion) {
        return microseconds(Integer.MAX_VALUE, portion, portions::prioritize);
    }

    /** Has the best tasks distributed, so many, and returns how many microseconds that took. */
    @POST
    @Path("distributed")
    @Produces(MediaType.TEXT_PLAIN)
    public long distribute(@QueryParam("count") int count, @QueryParam("portion") int portion) {
        return microseconds(count, portion, portions::distribute);
    }

    private static long microseconds(int count, int portion, IntUnaryOperator work) {
        long begin = System.nanoTime();
        int done = 0;
        int last = portion;
        while (last == portion && done < count) {
            last = work.applyAsInt(portion);
            done += last;
        }
        return (System.nanoTime() - begin) / 1_000;
    }

    /** How many bytes of the heap are in use by what is still needed. */
    @POST
    @Path("live")
    @Produces(MediaType.TEXT_PLAIN)
    public long live() {
        ManagementFactory.getMemoryMXBean().gc();
        // As it was then: by now more has been allocated.
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .mapToLong(pool -> pool.getCollectionUsage().getUsed())
                .sum();
    }
}
