package org.workgate.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IntakesTest {

    private static String server(Map<String, String> settings) {
        return Intakes.server(name -> Optional.ofNullable(settings.get(name)));
    }

    @Test
    void a_server_alone_may_be_called_after_its_folder() {
        assertThat(server(Map.of("workgate.server.id", "/srv/servers/work-gate")))
                .isEqualTo("/srv/servers/work-gate");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> server(Map.of("workgate.server.id", "x".repeat(129))))
                .withMessageEndingWith("it has to be 1 to 128 characters.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/srv/servers/workgate", "work-gate"})
    void a_server_with_peers_has_an_id_after_which_tables_can_be_called(String id) {
        Map<String, String> settings = Map.of("workgate.server.id", id, "transaction.peer.group", "workgate");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> server(settings))
                .withMessage("The setting workgate.server.id is \"" + id
                        + "\"; it has to be 1 to 128 letters, digits and" + " _, different for each of the servers.");
        assertThat(server(Map.of("workgate.server.id", "gate_1", "transaction.peer.group", "workgate")))
                .isEqualTo("gate_1");
    }
}
