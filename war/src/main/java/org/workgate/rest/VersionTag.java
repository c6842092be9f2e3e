package org.workgate.rest;

import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The version of something that changes, as the ETag of its answers. */
final class VersionTag {

    private static final String ARCHIVED = "-archived";

    /** The version of what nobody can change any more; nothing that can be changed has it. */
    private static final int NONE = -1;

    /** Versions are numbers; one that is none is never the present one, so it is wrong rather than stale. */
    private static final Pattern ENTITY_TAG = Pattern.compile("\"(\\d{1,9})(" + ARCHIVED + ")?\"");

    private VersionTag() {}

    /** The ETag of this version. */
    static EntityTag of(int version) {
        return new EntityTag(Integer.toString(version));
    }

    /** The ETag of what was archived in this version. */
    static EntityTag ofArchived(int version) {
        return new EntityTag(version + ARCHIVED);
    }

    /**
     * The version that the caller demands, or null if any will do.
     *
     * @param ifMatch the header as it came, or null
     * @param what of what it should be the ETag, for people
     * @throws jakarta.ws.rs.WebApplicationException if it is none
     */
    static @Nullable Integer demanded(@Nullable String ifMatch, String what) {
        if (ifMatch == null || ifMatch.strip().equals("*")) {
            return null;
        }
        Matcher tag = ENTITY_TAG.matcher(ifMatch.strip());
        if (!tag.matches()) {
            throw Problem.badParameter(
                            HttpHeaders.IF_MATCH, ifMatch, "the ETag of the " + what + ", such as \"3\", or *")
                    .thrown();
        }
        return tag.group(2) == null ? Integer.valueOf(tag.group(1)) : NONE;
    }
}
