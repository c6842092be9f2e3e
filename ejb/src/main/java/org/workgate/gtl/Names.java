package org.workgate.gtl;

import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What is known under fixed names, found in any case and independently of the locale (A12). */
final class Names<T> {

    private final Map<String, T> known = new HashMap<>();

    Names(Collection<T> all, Function<T, String> printedName) {
        for (T each : all) {
            String name = printedName.apply(each);
            known.put(name, each);
            known.put(name.toLowerCase(Locale.ROOT), each);
        }
    }

    /** What has this name, or null. Fastest for the printed spelling, which nearly all messages use. */
    @Nullable
    T get(String name) {
        T printed = known.get(name);
        return printed == null ? known.get(name.toLowerCase(Locale.ROOT)) : printed;
    }
}
