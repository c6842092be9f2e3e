package org.workgate.gtl;

import java.util.function.IntFunction;

/** Ways to be large. */
@SuppressWarnings("ImmutableEnumChecker") // the functions have no state
enum LargeMessage {
    VALUE(size -> create("<Reason>" + "x".repeat(size) + "</Reason>")),
    REFERENCES(size -> create("<Reason>" + "&amp;".repeat(size / 5) + "</Reason>")),
    CDATA(size -> create("<Reason>" + "<![CDATA[x]]>".repeat(size / 13) + "</Reason>")),
    UNKNOWN_ELEMENTS(size -> create("<x>1</x>".repeat(size / 8))),
    CUSTOM_ATTRIBUTES(size -> create("<Data>" + numbered("<a%d>a value of some length</a%d>", size / 40) + "</Data>")),
    FAULTS(size -> "<GTLMessages>" + ("<Foo>" + "x".repeat(90) + "</Foo>").repeat(size / 101) + "</GTLMessages>"),
    TEXT_ATTRIBUTE(size -> create("<x y='" + "z".repeat(size) + "'/>")),
    COMMENT(size -> create("<!--" + "-x".repeat(size / 2) + "-->")),
    NAME(size -> create("<" + "n".repeat(size) + "/>"));

    private final IntFunction<String> message;

    LargeMessage(IntFunction<String> message) {
        this.message = message;
    }

    /** A message of about so many bytes that is large in this way. */
    String of(int size) {
        return message.apply(size);
    }

    private static String create(String content) {
        return "<GTLMessages><CreateTask>" + content + "</CreateTask></GTLMessages>";
    }

    private static String numbered(String element, int count) {
        var numbered = new StringBuilder();
        for (int i = 0; i < count; i++) {
            numbered.append(element.replace("%d", Integer.toString(100_000 + i)));
        }
        return numbered.toString();
    }
}
