package org.workgate.it.server;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** The product's HTTP API as an integrator sees it: signed in as {@code admin}, through one capture point. */
public final class Api {

    private static final int PAGE = 500;

    private final HttpClient client = HttpClient.newHttpClient();
    private final URI server;
    private final URI root;
    private final String capturePoint;

    /** The API of this server, through the sample set-up's capture point. */
    public Api(WorkgateServer server) {
        this(server, "mq");
    }

    /** The API of this server, through the capture point with this ID. */
    public Api(WorkgateServer server, String capturePoint) {
        this.server = server.address();
        this.capturePoint = "capture-points/" + capturePoint + "/";
        root = server.address().resolve("api/v1/");
    }

    /** Puts a message on the input queue and returns its ID. */
    public String submit(byte[] message) {
        HttpResponse<String> response = send(HttpRequest.newBuilder(root.resolve(capturePoint + "messages"))
                .POST(BodyPublishers.ofByteArray(message)));
        if (response.statusCode() != 202) {
            throw unexpected(response);
        }
        return JsonParser.parseString(response.body())
                .getAsJsonObject()
                .get("messageId")
                .getAsString();
    }

    /** Puts a message on the input queue and returns what was sent in answer to it. */
    public List<Reply> exchange(byte[] message) {
        return replies(submit(message));
    }

    /** Puts a message, given without its root, on the input queue and returns its ID. */
    public String send(String operations) {
        return submit(("<GTLMessages>" + operations + "</GTLMessages>").getBytes(StandardCharsets.UTF_8));
    }

    /** Puts a message, given without its root, on the input queue and returns what was sent in answer to it. */
    public List<Reply> exchange(String operations) {
        return replies(send(operations));
    }

    /** What was sent in answer to a message, as soon as it is processed. */
    public List<Reply> replies(String messageId) {
        JsonObject message = get("messages/" + messageId + "?wait=60");
        if (!message.get("state").getAsString().equals("processed")) {
            throw new AssertionError("Message " + messageId + " was not processed: " + message);
        }
        return message.getAsJsonArray("replies").asList().stream()
                .map(JsonElement::getAsJsonObject)
                .map(Reply::new)
                .toList();
    }

    /** Everything that was put on the output queue, oldest first, as the journal has it. */
    public List<Reply> notifications() {
        return notifications(0);
    }

    /** What was put on the output queue with a number above this one, oldest first, as the journal has it. */
    public List<Reply> notifications(long after) {
        List<Reply> all = new ArrayList<>();
        String page = capturePoint + "notifications?after=" + after + "&limit=" + PAGE;
        while (true) {
            List<Reply> next = JsonParser.parseString(expect(200, page).body()).getAsJsonArray().asList().stream()
                    .map(JsonElement::getAsJsonObject)
                    .map(Reply::new)
                    .toList();
            if (next.isEmpty()) {
                return all;
            }
            all.addAll(next);
            page = capturePoint + "notifications?after="
                    + all.get(all.size() - 1).sequence() + "&limit=" + PAGE;
        }
    }

    /** A task with all its attributes. */
    public JsonObject task(int brokerId) {
        return get("tasks/" + brokerId);
    }

    /** The history of a task, oldest first. */
    public List<JsonObject> history(int brokerId) {
        List<JsonObject> all = new ArrayList<>();
        String page = "tasks/" + brokerId + "/history";
        while (page != null) {
            JsonObject part = get(page);
            part.getAsJsonArray("items").forEach(entry -> all.add(entry.getAsJsonObject()));
            JsonElement next = part.get("next");
            page = next.isJsonNull() ? null : next.getAsString().replaceFirst("^/api/v1/", "");
        }
        return all;
    }

    /** The last number of the journal of output messages, or 0. */
    public long lastSequence() {
        List<Reply> all = notifications();
        return all.isEmpty() ? 0 : all.get(all.size() - 1).sequence();
    }

    /** The answer to a request with this method, body (JSON, unless a header says otherwise) and headers, whatever it is. */
    public HttpResponse<String> request(String method, String path, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(root.resolve(path))
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body));
        for (int i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        return send(request);
    }

    /** The answer to a look at this address below the API's root, whatever it is. */
    public HttpResponse<String> look(String path) {
        return send(HttpRequest.newBuilder(root.resolve(path)));
    }

    /** What the server tells of itself in figures. */
    public String metrics() {
        return answer(HttpRequest.newBuilder(server.resolve("metrics"))).body();
    }

    /** The HTTP status of {@code /health/ready} for somebody who is not signed in. */
    public int readiness() {
        return answer(HttpRequest.newBuilder(server.resolve("health/ready"))).statusCode();
    }

    private JsonObject get(String path) {
        return JsonParser.parseString(expect(200, path).body()).getAsJsonObject();
    }

    private HttpResponse<String> expect(int status, String path) {
        HttpResponse<String> response = look(path);
        if (response.statusCode() != status) {
            throw unexpected(response);
        }
        return response;
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        String credentials = "admin:" + WorkgateServer.ADMIN_PASSWORD;
        return answer(request.header(
                "Authorization",
                "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8))));
    }

    private HttpResponse<String> answer(HttpRequest.Builder request) {
        try {
            return client.send(request.timeout(Duration.ofSeconds(90)).build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static AssertionError unexpected(HttpResponse<String> response) {
        return new AssertionError(response.request().method() + " " + response.uri() + " answered "
                + response.statusCode() + ": " + response.body());
    }
}
