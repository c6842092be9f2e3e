package org.workgate.rest;

import jakarta.ws.rs.core.UriInfo;
import java.net.URI;

/** Where the next page of a list is. */
final class NextPage {

    /** The parameter that says where a page begins. */
    static final String AFTER = "after";

    private NextPage() {}

    /**
     * The address of the page behind a place: that of the present one, but for the place. It begins at the root of the server,
     * so that it holds whatever stands in front of it.
     *
     * @param place whatever signs are in it, as the value of {@link #AFTER}
     */
    static String address(UriInfo present, String place) {
        // As the value of a template, since anything else could be one, or be taken for encoded.
        URI address = present.getRequestUriBuilder()
                .replaceQueryParam(AFTER, "{place}")
                .build(place);
        return address.getRawPath() + "?" + address.getRawQuery();
    }
}
