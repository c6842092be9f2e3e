package org.workgate.structure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.workgate.task.DistributionReport.Removed.Meaning;
import org.workgate.task.TaskAttribute;

class DistributionTermsTest {

    /** As the interface prints them, but for the second one that it prints as GTL_dueDateTime. */
    private static final Set<String> KEYS = Set.of(
            "GTL_tenantId",
            "GTL_solutionId",
            "GTL_contractId",
            "GTL_processId",
            "GTL_channel",
            "GTL_category",
            "GTL_createdDateTime",
            "GTL_dueDateTime",
            "GTL_priority",
            "GTL_businessValue",
            "GTL_ext_customerId",
            "GTL_ext_customerSegment",
            "GTL_ext_productType",
            "GTL_ext_productSubtype",
            "GTL_ext_resultCode",
            "GTL_ext_sourceFirstCreatedDateTime",
            "GTL_ext_sourceCreatedDateTime",
            "GTL_ext_sourceDueDateTime",
            "GTL_ext_sourceProcessType",
            "GTL_ext_sourceProcessSubtype",
            "GTL_ext_sourceTenant");

    private static DistributionTerms submitting(String... paths) {
        return new DistributionTerms("IWD_", "IWD_own_", Set.of(paths), Set.of("Region"), Meaning.RETURN);
    }

    @Test
    @Tag("A6")
    @Tag("A70")
    void twenty_one_attributes_have_a_key_and_the_others_have_none() {
        assertThat(Arrays.stream(TaskAttribute.values())
                        .map(DistributionTerms.DEFAULT::key)
                        .flatMap(Optional::stream))
                .containsExactlyInAnyOrderElementsOf(KEYS);
    }

    @Test
    @Tag("A6")
    void the_date_of_creation_has_a_key_of_its_own() {
        assertThat(DistributionTerms.DEFAULT.key(TaskAttribute.CREATED)).contains("GTL_createdDateTime");
        assertThat(DistributionTerms.DEFAULT.attribute("GTL_dueDateTime")).contains(TaskAttribute.DUE);
    }

    @Test
    @Tag("A69")
    void custom_attributes_have_their_name_behind_a_prefix_and_both_prefixes_can_be_others() {
        assertThat(DistributionTerms.DEFAULT.customKey("region")).contains("GTL_data_region");
        assertThat(submitting("Data/*").customKey("region")).contains("IWD_own_region");
        assertThat(submitting("Data/*").customName("IWD_own_region")).contains("region");
        assertThat(submitting("priority").key(TaskAttribute.PRIORITY)).contains("IWD_priority");
    }

    @Test
    @Tag("R124")
    @Tag("R82")
    void the_filter_lets_through_what_it_names_and_the_solution() {
        DistributionTerms terms = submitting("priority", "Data/region");

        assertThat(Arrays.stream(TaskAttribute.values()).map(terms::key).flatMap(Optional::stream))
                .containsExactlyInAnyOrder("IWD_priority", "IWD_solutionId");
        assertThat(terms.customKey("REGION")).isPresent();
        assertThat(terms.customKey("colour")).isEmpty();
    }

    @Test
    void what_is_not_submitted_is_known_by_its_key_all_the_same() {
        assertThat(submitting().attribute("IWD_ext_customerId")).contains(TaskAttribute.CUSTOMER_ID);
        assertThat(submitting().attribute("GTL_ext_customerId")).isEmpty();
    }

    @Test
    @Tag("A81")
    void the_custom_attributes_that_are_taken_over_are_named_in_any_case() {
        assertThat(submitting().takesOver("regioN")).isTrue();
        assertThat(submitting().takesOver("colour")).isFalse();
        assertThat(DistributionTerms.DEFAULT.takesOver("region")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"GTL_, GTL_data_, true", "GTL_, GTL_, false", "GTL_, GTL_ext_, false", "GTL_, D_, true", "A, Ap, false"
    })
    void keys_of_custom_attributes_are_told_from_the_others(String prefix, String customPrefix, boolean apart) {
        assertThat(DistributionTerms.areApart(prefix, customPrefix)).isEqualTo(apart);
    }
}
