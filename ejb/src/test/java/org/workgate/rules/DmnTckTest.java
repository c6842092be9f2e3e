package org.workgate.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Files;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The public compatibility kit of DMN, compliance level 2. Lies beside the checkout, or is left out. */
@Tag("tck")
class DmnTckTest {

    static List<TckCase> all() throws IOException {
        return TckCase.all();
    }

    @ParameterizedTest
    @MethodSource("all")
    void the_decision_is_as_the_kit_expects(TckCase question) throws IOException, UnusableRules {
        DecisionModel model = DecisionModel.of(DmnReader.read(Files.readString(question.model())), Set.of());
        var inputs = new HashMap<String, @Nullable Object>();
        question.inputs().forEach((name, value) -> inputs.put(name, FeelValues.toFeel(value)));

        assertThat(rounded(answer(model, question.decision(), inputs))).isEqualTo(rounded(question.expected()));
    }

    /** DMN wants null and a message where an expression cannot be evaluated; here that is a failure with a message. */
    private static @Nullable Object answer(DecisionModel model, String decision, Map<String, ?> inputs) {
        try {
            return model.evaluate(decision, inputs, Instant.EPOCH, WorkingTime.ALWAYS);
        } catch (RuleFailure e) {
            return null;
        }
    }

    /** The kit gives numbers with as many digits as somebody wrote down. */
    private static @Nullable Object rounded(@Nullable Object value) {
        if (value instanceof BigDecimal number) {
            return number.round(new MathContext(10)).stripTrailingZeros();
        }
        if (value instanceof List<?> list) {
            return list.stream().map(DmnTckTest::rounded).toList();
        }
        if (value instanceof Map<?, ?> components) {
            var rounded = new LinkedHashMap<Object, @Nullable Object>();
            components.forEach((name, component) -> rounded.put(name, rounded(component)));
            return rounded;
        }
        return value;
    }
}
