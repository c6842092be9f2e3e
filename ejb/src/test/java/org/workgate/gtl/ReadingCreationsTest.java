package org.workgate.gtl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.workgate.gtl.Messages.action;
import static org.workgate.gtl.Messages.assertRefused;
import static org.workgate.gtl.Messages.creation;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.workgate.task.AttributeType;
import org.workgate.task.AttributeValues;
import org.workgate.task.TaskAttribute;
import org.workgate.task.TaskAttribute.Section;
import org.workgate.task.TaskCommand;

class ReadingCreationsTest {

    static Stream<TaskAttribute> creatable() {
        return Arrays.stream(TaskAttribute.values()).filter(TaskAttribute::isCreatable);
    }

    static Stream<TaskAttribute> creatableTexts() {
        return creatable().filter(attribute -> attribute.type() == AttributeType.TEXT);
    }

    static Stream<TaskAttribute> notCreatable() {
        return Arrays.stream(TaskAttribute.values()).filter(attribute -> !attribute.isCreatable());
    }

    private static String element(TaskAttribute attribute, String name, String text) {
        String element = "<" + name + ">" + text + "</" + name + ">";
        return attribute.section() == Section.EXT ? "<Ext>" + element + "</Ext>" : element;
    }

    private static String place(TaskAttribute attribute) {
        return (attribute.section() == Section.EXT ? "/Ext/" : "/") + attribute.wireName();
    }

    // F1
    @Test
    @Tag("R45")
    @Tag("R46")
    void the_smallest_creation_gives_nothing() {
        GtlRequest.TaskAction action = action("<GTLMessages><CreateTask/></GTLMessages>");

        assertThat(action)
                .isEqualTo(new GtlRequest.TaskAction(
                        "CreateTask", new TaskCommand.Create(null, AttributeValues.NONE, false), null, null, null));
    }

    // F2
    @Test
    @Tag("R50")
    @Tag("R60")
    @Tag("R61")
    void a_full_creation_gives_everything() {
        GtlRequest.TaskAction action = action("""
                <GTLMessages><CreateTask>
                  <CaptureId>SR-1001</CaptureId><Actor>crm</Actor><Reason>new order</Reason>
                  <ActionDateTime>2024-03-04T09:00:00</ActionDateTime>
                  <channel>Webform</channel><category>Followup</category>
                  <activationDateTime>2024-03-04T10:00:00</activationDateTime>
                  <dueDateTime>2024-03-06T17:00:00</dueDateTime>
                  <expirationDateTime>2024-04-04T00:00:00</expirationDateTime>
                  <businessValue>50</businessValue><priority>10</priority><processId>ORDERS</processId>
                  <Ext><customerID>C1</customerID><customerSegment>Gold</customerSegment>
                    <productType>DSL</productType><productSubtype>PremiumDSL</productSubtype><resultCode>none</resultCode>
                    <sourceFirstCreatedDateTime>2024-03-03T08:00:00</sourceFirstCreatedDateTime>
                    <sourceCreatedDateTime>2024-03-03T09:00:00</sourceCreatedDateTime>
                    <sourceDueDateTime>2024-03-07T00:00:00</sourceDueDateTime>
                    <sourceProcessType>Order</sourceProcessType><sourceProcessSubtype>New</sourceProcessSubtype>
                    <sourceTenant>T1</sourceTenant></Ext>
                  <Data><region>EMEA</region></Data>
                  <Hold>true</Hold>
                </CreateTask></GTLMessages>
                """);

        assertThat(action.actor()).isEqualTo("crm");
        assertThat(action.reason()).isEqualTo("new order");
        assertThat(action.actionDateTime()).isEqualTo("2024-03-04T09:00:00Z");
        var create = (TaskCommand.Create) action.command();
        assertThat(create.captureId()).isEqualTo("SR-1001");
        assertThat(create.hold()).isTrue();
        assertThat(create.values().custom()).containsExactly(entry("region", "EMEA"));
        assertThat(create.values().attributes())
                .containsOnly(
                        entry(TaskAttribute.CHANNEL, "Webform"),
                        entry(TaskAttribute.CATEGORY, "Followup"),
                        entry(TaskAttribute.ACTIVATION, Instant.parse("2024-03-04T10:00:00Z")),
                        entry(TaskAttribute.DUE, Instant.parse("2024-03-06T17:00:00Z")),
                        entry(TaskAttribute.EXPIRATION, Instant.parse("2024-04-04T00:00:00Z")),
                        entry(TaskAttribute.BUSINESS_VALUE, 50),
                        entry(TaskAttribute.PRIORITY, 10),
                        entry(TaskAttribute.PROCESS_ID, "ORDERS"),
                        entry(TaskAttribute.CUSTOMER_ID, "C1"),
                        entry(TaskAttribute.CUSTOMER_SEGMENT, "Gold"),
                        entry(TaskAttribute.PRODUCT_TYPE, "DSL"),
                        entry(TaskAttribute.PRODUCT_SUBTYPE, "PremiumDSL"),
                        entry(TaskAttribute.RESULT_CODE, "none"),
                        entry(TaskAttribute.SOURCE_FIRST_CREATED, Instant.parse("2024-03-03T08:00:00Z")),
                        entry(TaskAttribute.SOURCE_CREATED, Instant.parse("2024-03-03T09:00:00Z")),
                        entry(TaskAttribute.SOURCE_DUE, Instant.parse("2024-03-07T00:00:00Z")),
                        entry(TaskAttribute.SOURCE_PROCESS_TYPE, "Order"),
                        entry(TaskAttribute.SOURCE_PROCESS_SUBTYPE, "New"),
                        entry(TaskAttribute.SOURCE_TENANT, "T1"));
    }

    // F3
    @Test
    @Tag("A7")
    @Tag("A12")
    @Tag("A37")
    void case_blanks_and_unknown_elements_do_not_matter() {
        GtlRequest.TaskAction action = action("""
                <GTLMessages><createtask><captureid> SR-1002 </captureid><PRIORITY> 7 </PRIORITY>
                  <ext><CustomerId>C2</CustomerId></ext><data><Region>APAC</Region></data><foo>1</foo></createtask></GTLMessages>
                """);

        assertThat(action.type()).isEqualTo("CreateTask");
        var create = (TaskCommand.Create) action.command();
        assertThat(create.captureId()).isEqualTo("SR-1002");
        assertThat(create.values())
                .isEqualTo(new AttributeValues(
                        Map.of(TaskAttribute.PRIORITY, 7, TaskAttribute.CUSTOMER_ID, "C2"), Map.of("Region", "APAC")));
    }

    // Independently of the locale: in Turkish the small form of I has no dot
    @ParameterizedTest
    @Tag("A12")
    @ValueSource(strings = {"en", "tr"})
    void names_are_found_in_capitals_in_every_locale(String language) {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag(language));
        try {
            assertThat(creation("<CAPTUREID>x</CAPTUREID><PRIORITY>1</PRIORITY>"))
                    .isEqualTo(new TaskCommand.Create(
                            "x", new AttributeValues(Map.of(TaskAttribute.PRIORITY, 1), Map.of()), false));
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    @Tag("A12")
    void prefixes_namespaces_and_xml_attributes_are_ignored() {
        assertThat(action(
                                "<g:GTLMessages xmlns:g='urn:x'><g:CreateTask version='2'><h:CaptureId x:y='z'>1</h:CaptureId>"
                                        + "</g:CreateTask></g:GTLMessages>")
                        .command())
                .isEqualTo(new TaskCommand.Create("1", AttributeValues.NONE, false));
        assertThat(action("<GTLMessages xmlns='urn:x'><CreateTask/></GTLMessages>")
                        .type())
                .isEqualTo("CreateTask");
    }

    @ParameterizedTest
    @MethodSource("creatable")
    void every_creatable_attribute_is_read_in_any_case(TaskAttribute attribute) {
        String text =
                switch (attribute.type()) {
                    case TEXT -> "a b";
                    case INTEGER -> "42";
                    case DATE_TIME -> "2024-03-04T10:00:00";
                };
        Object value =
                switch (attribute.type()) {
                    case TEXT -> "a b";
                    case INTEGER -> 42;
                    case DATE_TIME -> Instant.parse("2024-03-04T10:00:00Z");
                };
        for (String name : List.of(attribute.wireName(), attribute.wireName().toUpperCase(Locale.ROOT))) {
            assertThat(creation(element(attribute, name, text)).values().attributes())
                    .containsExactly(entry(attribute, value));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "R51, channel, TEXT, 32",
        "R52, category, TEXT, 32",
        "R53, activationDateTime, DATE_TIME, 19",
        "R54, dueDateTime, DATE_TIME, 19",
        "R55, expirationDateTime, DATE_TIME, 19",
        "R56 A1, businessValue, INTEGER, 10",
        "R57, priority, INTEGER, 10",
        "R58, processId, TEXT, 16",
        "R59, Ext/customerID, TEXT, 64",
        "R59, Ext/customerSegment, TEXT, 64",
        "R59, Ext/productType, TEXT, 64",
        "R59, Ext/productSubtype, TEXT, 64",
        "R59, Ext/resultCode, TEXT, 64",
        "R59, Ext/sourceFirstCreatedDateTime, DATE_TIME, 19",
        "R59, Ext/sourceCreatedDateTime, DATE_TIME, 19",
        "R59, Ext/sourceDueDateTime, DATE_TIME, 19",
        "R59, Ext/sourceProcessType, TEXT, 64",
        "R59, Ext/sourceProcessSubtype, TEXT, 64",
        "R59, Ext/sourceTenant, TEXT, 64"
    })
    void a_creation_takes_an_attribute_by_its_type_and_length(
            String proves, String path, AttributeType type, int length) {
        TaskAttribute attribute =
                creatable().filter(one -> one.path().equals(path)).findFirst().orElseThrow();
        String text =
                switch (type) {
                    case TEXT -> "x".repeat(length);
                    case INTEGER -> "2147483647";
                    case DATE_TIME -> "2024-03-04T10:00:00";
                };
        Object value =
                switch (type) {
                    case TEXT -> text;
                    case INTEGER -> Integer.MAX_VALUE;
                    case DATE_TIME -> Instant.parse(text + "Z");
                };

        assertThat(text).hasSize(length);
        assertThat(creation(element(attribute, attribute.wireName(), text))
                        .values()
                        .attributes())
                .containsExactly(entry(attribute, value));
        assertRefused(element(attribute, attribute.wireName(), text + "x"), place(attribute), attribute.wireName());
    }

    // What is ignored is not checked either
    @ParameterizedTest
    @Tag("A32")
    @Tag("A37")
    @MethodSource("notCreatable")
    void attributes_that_a_creation_cannot_set_are_ignored(TaskAttribute attribute) {
        assertThat(creation(element(attribute, attribute.wireName(), "<x/>" + "y".repeat(300))))
                .isEqualTo(new TaskCommand.Create(null, AttributeValues.NONE, false));
    }

    @Test
    @Tag("R50")
    @Tag("A28")
    void a_broker_id_is_ignored() {
        assertThat(creation("<BrokerId>not a number</BrokerId><BrokerId>8</BrokerId>"))
                .isEqualTo(new TaskCommand.Create(null, AttributeValues.NONE, false));
    }

    // 😀 is one character, two UTF-16 units and four bytes
    @ParameterizedTest
    @Tag("R20")
    @Tag("A54")
    @MethodSource("creatableTexts")
    void a_text_may_be_as_long_as_printed_and_no_longer(TaskAttribute attribute) {
        String longest = "😀".repeat(attribute.maxLength());

        assertThat(creation(element(attribute, attribute.wireName(), "  " + longest + "\n"))
                        .values()
                        .attributes())
                .containsExactly(entry(attribute, longest));
        assertRefused(
                element(attribute, attribute.wireName(), longest + "x"),
                place(attribute),
                attribute.wireName(),
                (attribute.maxLength() + 1) + " characters",
                "at most " + attribute.maxLength());
    }

    @ParameterizedTest
    @Tag("R25")
    @Tag("R27")
    @Tag("R29")
    @CsvSource({"CaptureId, 64", "Actor, 255", "Reason, 255"})
    void standard_texts_have_their_lengths_too(String name, int maxLength) {
        String open = "<" + name + ">";
        String close = "</" + name + ">";
        String longest = "é".repeat(maxLength);

        assertThat(action("<GTLMessages><CreateTask>" + open + longest + close + "</CreateTask></GTLMessages>")
                        .toString())
                .contains(longest);
        assertRefused(
                open + longest + "x" + close, "/" + name, name + " has " + (maxLength + 1), "at most " + maxLength);
    }

    @ParameterizedTest
    @Tag("R19")
    @Tag("A84")
    @CsvSource({
        "0, 0",
        "-0, 0",
        "+5, 5",
        "-7, -7",
        "2147483647, 2147483647",
        "-2147483647, -2147483647",
        "0000000000000000000000000000012, 12"
    })
    void integers_have_digits_and_an_optional_sign(String text, int value) {
        assertThat(creation("<priority>" + text + "</priority>").values().attributes())
                .containsExactly(entry(TaskAttribute.PRIORITY, value));
    }

    @ParameterizedTest
    @Tag("R19")
    @Tag("A1")
    @Tag("A84")
    @ValueSource(
            strings = {
                "2147483648",
                "-2147483648",
                "99999999999999999999999",
                "1.0",
                "1e3",
                "1,000",
                "1 000",
                "0x10",
                "٣",
                "+",
                "-",
                "--1",
                "+-1",
                "1-",
                "ten",
                "2024-03-04T09:00:00"
            })
    void anything_else_is_no_integer(String text) {
        assertRefused(
                "<businessValue>" + text + "</businessValue>",
                "/businessValue",
                "businessValue must be a whole number between -2147483647 and 2147483647",
                "'" + text + "'");
    }

    @ParameterizedTest
    @Tag("R21")
    @Tag("A29")
    @Tag("A53")
    @CsvSource({"true, true", "false, false", "TRUE, true", "False, false", "1, true", "0, false", "'', false"})
    void hold_is_a_boolean(String text, boolean hold) {
        assertThat(creation("<hold> " + text + " </hold>").hold()).isEqualTo(hold);
    }

    @ParameterizedTest
    @Tag("R21")
    @ValueSource(strings = {"yes", "2", "-1", "truely", "t"})
    void anything_else_is_no_boolean(String text) {
        assertRefused("<Hold>" + text + "</Hold>", "/Hold", "Hold must be true or false", "'" + text + "'");
    }

    @ParameterizedTest
    @Tag("A50")
    @ValueSource(
            strings = {
                "<%s/>",
                "<%s></%s>",
                "<%s> \t\r\n </%s>",
                "<%s><!-- nothing --></%s>",
                "<%s><![CDATA[ ]]></%s>",
                "<%s xsi:nil='true'/>",
                "<%s xmlns:i='http://www.w3.org/2001/XMLSchema-instance' i:nil=' 1 '>no <b>matter</b></%s>"
            })
    void an_empty_element_counts_as_absent(String form) {
        String core = Stream.of(
                        "CaptureId", "Actor", "Reason", "ActionDateTime", "Hold", "priority", "dueDateTime", "channel")
                .map(name -> form.replace("%s", name))
                .reduce("", String::concat);
        String custom = "<Data>" + form.replace("%s", "a") + "</Data>";
        String extended =
                "<Ext>" + form.replace("%s", "customerID") + form.replace("%s", "sourceDueDateTime") + "</Ext>";

        assertThat(action("<GTLMessages><CreateTask>" + core + custom + extended + "</CreateTask></GTLMessages>"))
                .isEqualTo(new GtlRequest.TaskAction(
                        "CreateTask", new TaskCommand.Create(null, AttributeValues.NONE, false), null, null, null));
    }

    @Test
    void an_element_that_is_not_nil_has_its_value() {
        assertThat(creation("<channel xsi:nil='false' nil='true'>Fax</channel>")
                        .values()
                        .attributes())
                .containsExactly(entry(TaskAttribute.CHANNEL, "Fax"));
    }

    @Test
    @Tag("A16")
    void only_white_space_of_xml_is_trimmed_and_only_at_the_ends() {
        assertThat(creation("<channel>\t\n a\u00a0 b\u00a0\r\n</channel>")
                        .values()
                        .attributes())
                .containsExactly(entry(TaskAttribute.CHANNEL, "a\u00a0 b\u00a0"));
    }

    @Test
    void a_value_may_come_in_pieces() {
        assertThat(creation("<channel>a<!-- b -->&amp;<![CDATA[<c>]]>&#x1F600;<?pi?>&lt;</channel>")
                        .values()
                        .attributes())
                .containsExactly(entry(TaskAttribute.CHANNEL, "a&<c>😀<"));
    }

    @Test
    @Tag("R60")
    @Tag("A9")
    void custom_attributes_keep_their_order_and_of_one_name_the_last_value_counts() {
        assertThat(creation(
                                "<Data><b>1</b><A>2</A></Data><data><a>3</a><c-1.é>4</c-1.é><A>5</A><priority>6</priority></data>")
                        .values()
                        .custom())
                .containsExactly(entry("b", "1"), entry("A", "5"), entry("c-1.é", "4"), entry("priority", "6"));
    }

    @Test
    @Tag("A9")
    @Tag("R60")
    void custom_names_and_values_have_at_most_255_characters() {
        String longest = "n".repeat(255);
        assertThat(creation("<Data><" + longest + ">" + "😀".repeat(255) + "</" + longest + "></Data>")
                        .values()
                        .custom())
                .containsExactly(entry(longest, "😀".repeat(255)));
        assertRefused(
                "<Data><a>" + "x".repeat(256) + "</a></Data>",
                "/Data/a",
                "a has 256 characters, but at most 255 are allowed");
        assertRefused(
                "<Data><" + "n".repeat(5000) + ">1</" + "n".repeat(5000) + "></Data>",
                "/Data/" + "n".repeat(60) + "…",
                "has 5000 characters, but at most 255 are allowed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x:1", "x:-a", "x:a:b", "x:"})
    void what_is_no_name_without_its_prefix_cannot_be_a_custom_name(String name) {
        assertRefused(
                "<Data><" + name + ">1</" + name + "></Data>", "/Data/" + name, "cannot be the name of an attribute");
    }

    @Test
    @Tag("A90")
    void the_same_value_twice_is_fine() {
        assertThat(action("<GTLMessages><CreateTask><Actor>a</Actor><actor> a </actor><priority>7</priority><priority/>"
                                + "<Priority>07</Priority></CreateTask></GTLMessages>")
                        .actor())
                .isEqualTo("a");
    }

    @Test
    @Tag("A90")
    void different_values_for_one_element_are_refused() {
        assertRefused("<Actor>a</Actor><x/><actor>A</actor>", "/actor", "Actor is given twice, with different values");
        assertRefused(
                "<Ext><customerID>1</customerID></Ext><ext><customerId>2</customerId></ext>",
                "/ext/customerId",
                "customerID is given twice");
    }

    @Test
    @Tag("A8")
    @Tag("A90")
    void sections_of_one_name_are_read_as_one() {
        assertThat(creation("<Ext><customerID>1</customerID></Ext><EXT><resultCode>2</resultCode></EXT><Data/>")
                        .values()
                        .attributes())
                .containsOnly(entry(TaskAttribute.CUSTOMER_ID, "1"), entry(TaskAttribute.RESULT_CODE, "2"));
    }

    @Test
    @Tag("A37")
    void unknown_elements_may_hold_anything() {
        assertThat(creation("<x><CaptureId>1</CaptureId><y z='1'>t<w/></y></x><Ext>t<Data><a>1</a></Data></Ext>text"))
                .isEqualTo(new TaskCommand.Create(null, AttributeValues.NONE, false));
    }

    @Test
    @Tag("A37")
    void elements_inside_a_plain_value_are_refused() {
        assertRefused("<channel>a<b>c</b></channel>", "/channel", "channel must be a plain value", "such as b");
        assertRefused("<Data><a><b/></a></Data>", "/Data/a", "a must be a plain value", "such as b");
    }

    @Test
    @Tag("A83")
    void the_first_fault_in_the_document_is_told() {
        assertRefused("<Hold>x</Hold><priority>y</priority>", "/Hold", "Hold must be");
        assertRefused("<priority>y</priority><Hold>x</Hold>", "/priority", "priority must be");
    }
}
