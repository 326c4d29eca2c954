package io.barograph.sinks.elasticsearch;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A server that answers bulk requests by a script and keeps what it stored. */
final class FakeElasticsearch implements AutoCloseable {
  private final HttpServer server;
  private final Queue<Function<List<String>, Answer>> script = new ArrayDeque<>();
  private final List<String> stored = new ArrayList<>();
  private final List<String> authorizations = new ArrayList<>();

  record Answer(int status, String body) {}

  FakeElasticsearch() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/_bulk", this::answer);
    server.start();
  }

  String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** The next request is answered by this instead of being stored. */
  synchronized FakeElasticsearch then(Function<List<String>, Answer> answer) {
    script.add(answer);
    return this;
  }

  /** An answer that gives every document the same status. */
  static Function<List<String>, Answer> each(int status) {
    return documents ->
        new Answer(
            200,
            documents.stream()
                .map(
                    document ->
                        "{\"index\":{\"status\":%d,\"error\":{\"type\":\"t\",\"reason\":\"r\"}}}"
                            .formatted(status))
                .collect(Collectors.joining(",", "{\"items\":[", "]}")));
  }

  synchronized List<String> stored() {
    return List.copyOf(stored);
  }

  synchronized List<String> authorizations() {
    return List.copyOf(authorizations);
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private synchronized void answer(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    authorizations.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
    List<String> lines = body.lines().toList();
    List<String> documents = new ArrayList<>();
    for (int i = 0; i < lines.size(); i += 2) {
      documents.add(lines.get(i) + lines.get(i + 1));
    }
    Function<List<String>, Answer> scripted = script.poll();
    Answer answer = scripted == null ? each(201).apply(documents) : scripted.apply(documents);
    if (scripted == null) {
      stored.addAll(documents);
    }
    byte[] bytes = answer.body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(answer.status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }
}
