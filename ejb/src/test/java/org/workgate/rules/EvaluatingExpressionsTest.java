package org.workgate.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.workgate.task.CustomAttributes;

class EvaluatingExpressionsTest {

    private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");

    private static Map<String, @Nullable Object> variables() {
        var variables = new HashMap<String, @Nullable Object>();
        variables.put("text", "Gold customer");
        variables.put("number", 50);
        variables.put("due", NOW.plus(Duration.ofHours(2)));
        variables.put("Full Name", "Ada");
        variables.put("nothing", null);
        variables.put("long", "x".repeat(FeelValues.MAX_LENGTH));
        variables.put("Data", CustomAttributes.of(Map.of("Region", "EMEA", "my-name", "b")));
        variables.replaceAll((name, value) -> FeelValues.toFeel(value));
        return variables;
    }

    private static FeelExpression.Result evaluate(String expression) {
        var patterns = new Patterns();
        var names = new FeelNames(variables().keySet(), Map.of());
        FeelExpression compiled = FeelExpression.of(expression, names, patterns);
        return compiled.evaluate(new FeelContext(variables(), FeelFunctions.of(NOW, WorkingTime.ALWAYS, patterns)));
    }

    private static @Nullable Object test(String tests, @Nullable Object value) {
        var patterns = new Patterns();
        FeelExpression compiled =
                FeelExpression.ofTests(tests, new FeelNames(variables().keySet(), Map.of()), patterns);
        return compiled.test(
                        FeelValues.toFeel(value),
                        new FeelContext(variables(), FeelFunctions.of(NOW, WorkingTime.ALWAYS, patterns)))
                .value();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "number + 20 | 70",
                "if number > 40 then \"high\" else \"low\" | high",
                "\"Hello \" + Full Name | Hello Ada",
                "\"Full Name\" | Full Name",
                "Data.region | EMEA",
                "Data.`my-name` | b",
                "Data.absent | ",
                "nothing | ",
                "upper case(text) | GOLD CUSTOMER",
                "matches(text, \"^gold\", \"i\") | true",
                "matches(text, \"^gold\") | false",
                "replace(text, \"(\\\\w+) (\\\\w+)\", \"$2 $1\") | customer Gold",
                "split(text, \" \") | [Gold, customer]",
                "contains(string: text, match: \"Gold\") | true",
                "max(1, number, 3) | 50",
                "round up(number / 3, 0) | 17",
                "now() | 2026-11-24T10:00Z",
                "today() | 2026-11-24",
                "due - now() | PT2H",
                "now() + duration(\"PT4H\") | 2026-11-24T14:00Z",
                "due < date and time(\"2027-01-01T00:00:00Z\") | true",
                "number between 1 and 50 | true",
                "number in [50..60) | true",
                "text in (\"a\", \"Gold customer\") | true",
                "10 ** 3 | 1000",
                "working minutes between(now(), due) | 120",
                "plus working hours(now(), 4) | 2026-11-24T14:00Z",
                "plus working minutes(now(), -30) | 2026-11-24T09:30Z",
            })
    void an_expression_has_its_value(String expression, @Nullable String value) {
        FeelExpression.Result result = evaluate(expression);

        assertThat(result.troubles()).isEmpty();
        assertThat(result.value() instanceof BigDecimal number ? number.toPlainString() : string(result.value()))
                .isEqualTo(value);
    }

    private static @Nullable String string(@Nullable Object value) {
        return value == null ? null : value.toString();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "\"Gold\", \"Silver\" | Gold | true",
                "\"Gold\", \"Silver\" | Bronze | false",
                "not(\"Gold\") | Bronze | true",
                "starts with(?, \"Br\") | Bronze | true",
                "string length(?) > 10 | Bronze | false",
                "text | Gold customer | true",
                "null | | true",
                "? = null | | true",
                "\"Gold\" | | false",
            })
    void a_cell_tests_the_value_of_its_column(String tests, @Nullable String value, boolean passes) {
        assertThat(test(tests, value)).isEqualTo(passes);
    }

    @Test
    void numbers_are_tested_by_comparison_and_range() {
        assertThat(test(">= 18", 18)).isEqualTo(true);
        assertThat(test("[1..5], > 10", 7)).isEqualTo(false);
        assertThat(test("< number", 49)).isEqualTo(true);
        assertThat(test("> 5", null)).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "for i in [1,2] return i | rules do not iterate",
                "for i in 1..1000000000 return i | rules do not iterate",
                "some i in [1,2] satisfies i > 1 | rules do not iterate",
                "every i in [1,2] satisfies i > 1 | rules do not iterate",
                "[1,2,3][item > 1] | rules do not iterate",
                "function(x) x | functions cannot be defined here",
                "function(x) external {java: {class: \"java.lang.System\", method signature: \"exit(int)\"}} | External functions are disabled",
                "{a: 10, b: a * a}.b | a context {…} is not allowed",
                "uuid() | no function uuid",
                "random number() | no function random number",
                "from json(text) | no function from json",
                "append([1], 2) | no function append",
                "sort([2,1], function(x,y) x < y) | no function sort",
                "text.foo(1) | no function foo",
                "? | there is none here",
                "Number | nothing called Number (but number)",
                "Gold | a text is written in quotation marks",
                "matches(text, text) | must be written out",
                "matches(text, \"a\", text) | must be written out",
                "matches(text, \"a\", \"x\") | flags of a pattern are i, s and m, not x",
                "matches(text, \"(?=a)\") | the pattern is none",
                "matches(text, \"((a{100}){100}){100}\") | repetitions of the pattern multiply to more than 1000",
                "split(string: text, delimiter: text) | must be written out",
                "1 + | no expression of FEEL",
                "] 1 .. 5 [ | brackets do not match",
            })
    void what_rules_may_not_use_is_refused_with_its_reason(String expression, String reason) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> evaluate(expression))
                .withMessageContaining(reason);
    }

    /** Expressions that would take for ever, or all memory, if nobody looked. */
    static Set<String> hostile() {
        return Set.of(
                "(".repeat(400) + "1" + ")".repeat(400),
                "(".repeat(8) + "1 +" + ")".repeat(8),
                "max(".repeat(9) + "1" + ")".repeat(9),
                "max((".repeat(4) + "1" + "))".repeat(4),
                "max((".repeat(4) + "1 +" + "))".repeat(4),
                "[".repeat(8) + "1 +" + "]".repeat(8),
                "](".repeat(200),
                "number in (".repeat(8) + "1 +" + ")".repeat(8),
                "max([".repeat(4) + "1 +" + "])".repeat(4),
                "not((".repeat(4) + "1 +" + "))".repeat(4),
                ("max((".repeat(4) + "1" + "))".repeat(4) + " + ").repeat(25) + "1",
                "number in ".repeat(99) + "number",
                "if true then ".repeat(40) + "1" + " else 2".repeat(40),
                "number" + " + number".repeat(110),
                "long" + " + long".repeat(90),
                "string length(long" + " + long".repeat(90) + ")",
                "replace(text, \"\", long)",
                "replace(text, \"(.)\", \"" + "$1".repeat(200) + "\")",
                "matches(long, \"(a+)+$\")",
                "matches(text, \"(a+)+$\")",
                "matches(text, \"(([a-z])+.)+[A-Z]([a-z])+$\")",
                "matches(text, \"(.*)*(.*)*(.*)*x\")",
                "matches(text, \"" + "(x?)".repeat(25) + "\")",
                "9 ** 9 ** 9 ** 9 ** 9",
                "string(9 ** 999999999)",
                "string length(string(10 ** 999999))",
                "decimal(1 / 3, 999999999)",
                "decimal(10 ** 900000000, 0)",
                "floor(10 ** -900000000)",
                "odd(10 ** 900000000)",
                "modulo(10 ** 900000000, 3)",
                "round up(10 ** 900000000, 2)",
                "10 ** 900000000 + 1",
                "10 ** 900000000 = 10 ** 899999999 * 10",
                "duration(\"P999999999Y\") * 999999999",
                "now() + duration(\"P999999999D\")",
                "plus working minutes(now(), 99999999999)",
                "working minutes between(now(), date and time(\"9999-12-31T00:00:00Z\"))",
                "number in [1..10 ** 900000000]",
                "count(split(long, \"\"))",
                "\"" + "\\".repeat(900) + "\"",
                "`".repeat(900));
    }

    @ParameterizedTest
    @MethodSource("hostile")
    @Timeout(5)
    void a_hostile_expression_is_refused_or_ends_soon_with_a_small_value(String expression) {
        @Nullable Object value = null;
        try {
            value = evaluate(expression).value();
        } catch (IllegalArgumentException e) {
            assertThat(e.getMessage()).isNotBlank();
        }

        assertThat(String.valueOf(value)).hasSizeLessThan(FeelValues.MAX_LENGTH + 1);
    }

    @Test
    void an_expression_that_lacks_a_value_says_so() {
        assertThat(evaluate("nothing + 1").lacking()).isTrue();
        assertThat(evaluate("Data.absent").lacking()).isTrue();
        assertThat(evaluate("Data.region").lacking()).isFalse();
    }

    @Test
    void what_cannot_be_evaluated_says_why() {
        FeelExpression.Result result = evaluate("number + text");

        assertThat(result.value()).isNull();
        assertThat(result.trouble()).hasValueSatisfying(trouble -> {
            assertThat(trouble.isOfTypes()).isTrue();
            assertThat(trouble.message()).contains("Can't add");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"5270401", "-5270401", "-9223372036854775808", "9223372036854775808"})
    void working_time_is_counted_for_ten_years_at_most(String minutes) {
        assertThat(evaluate("plus working minutes(now(), 5270400)").value()).isNotNull();

        assertThat(evaluate("plus working minutes(now(), " + minutes + ")").value())
                .isNull();
    }

    @Test
    void no_object_of_java_gets_in() {
        assertThatIllegalArgumentException().isThrownBy(() -> FeelValues.toFeel(new Object()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FeelValues.toFeel(Collections.singletonMap("a", new StringBuilder())));
    }
}
