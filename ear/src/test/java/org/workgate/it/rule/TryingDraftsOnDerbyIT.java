package org.workgate.it.rule;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.net.http.HttpResponse;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.workgate.it.server.Api;
import org.workgate.it.server.SharedServer;

/** A draft is tried on the embedded default, among tasks of other tests. */
@ExtendWith(SharedServer.class)
class TryingDraftsOnDerbyIT {

    private final String segment = UUID.randomUUID().toString();
    private final Api api;

    TryingDraftsOnDerbyIT(Api api) {
        this.api = api;
    }

    @Test
    void a_draft_that_concerns_one_task_shows_that_one_and_changes_nothing() {
        int brokerId = Integer.parseInt(api.exchange("<CreateTask><category>Order</category><Ext><customerSegment>"
                        + segment + "</customerSegment></Ext></CreateTask>")
                .get(0)
                .value("BrokerId"));
        JsonObject before = api.task(brokerId);
        String draft = "<definitions xmlns=\"https://www.omg.org/spec/DMN/20191111/MODEL/\" name=\"Test\">"
                + "<decision name=\"Draft\"><decisionTable hitPolicy=\"FIRST\">"
                + "<input><inputExpression><text>customerSegment</text></inputExpression></input>"
                + "<output name=\"priority\"/><rule><inputEntry><text>\"" + segment + "\"</text></inputEntry>"
                + "<outputEntry><text>99</text></outputEntry></rule></decisionTable></decision></definitions>";

        HttpResponse<String> begun = api.request(
                "POST", "rules/prioritization.process.ORDERS/trials", draft, "Content-Type", "application/xml");

        assertThat(begun.statusCode()).as(begun.body()).isEqualTo(202);
        String id = json(begun).get("id").getAsString();
        JsonObject trial = json(api.look("rules/trials/" + id + "?wait=60"));
        assertThat(trial.get("state").getAsString()).isEqualTo("done");
        JsonObject report = trial.getAsJsonObject("report");
        assertThat(report.get("changed").getAsInt()).isOne();
        assertThat(report.getAsJsonArray("examples"))
                .hasToString("[{\"BrokerId\":" + brokerId + ",\"CaptureId\":\"" + brokerId
                        + "\",\"changes\":[{\"attribute\":\"priority\",\"before\":\"50\",\"after\":\"99\"}]}]");
        assertThat(api.task(brokerId)).isEqualTo(before);
        assertThat(api.history(brokerId)).hasSize(1);
    }

    private static JsonObject json(HttpResponse<String> answer) {
        return JsonParser.parseString(answer.body()).getAsJsonObject();
    }
}
