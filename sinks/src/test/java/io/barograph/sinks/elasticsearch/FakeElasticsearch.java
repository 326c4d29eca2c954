package io.barograph.sinks.elasticsearch;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
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
import javax.net.ssl.SSLContext;

/** A server that answers bulk requests by a script and keeps what it stored. */
final class FakeElasticsearch implements AutoCloseable {
  private final HttpServer server;
  private final String scheme;
  private final Queue<Function<List<String>, Answer>> script = new ArrayDeque<>();
  private final List<String> stored = new ArrayList<>();
  private final List<String> authorizations = new ArrayList<>();
  private final List<Integer> sizes = new ArrayList<>();
  private Function<List<String>, Answer> refusal = documents -> null;
  private String wantedAuthorization = "";
  private int questions;

  record Answer(int status, String body) {}

  FakeElasticsearch() throws IOException {
    this("http", HttpServer.create(anyPort(), 0));
  }

  private FakeElasticsearch(String scheme, HttpServer server) {
    this.scheme = scheme;
    this.server = server;
    server.createContext("/", this::answer);
    server.start();
  }

  /** One that shows itself with a certificate. */
  static FakeElasticsearch secured(SSLContext certificate) throws IOException {
    HttpsServer server = HttpsServer.create(anyPort(), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(certificate));
    return new FakeElasticsearch("https", server);
  }

  private static InetSocketAddress anyPort() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  String address() {
    return scheme + "://127.0.0.1:" + server.getAddress().getPort();
  }

  /** The next request is answered by this instead of being stored. */
  synchronized FakeElasticsearch then(Function<List<String>, Answer> answer) {
    script.add(answer);
    return this;
  }

  /** Each request is answered by this, unless it gives null. */
  synchronized FakeElasticsearch always(Function<List<String>, Answer> answer) {
    refusal = answer;
    return this;
  }

  /** From now on only who shows this is let in; others get a 401. */
  synchronized FakeElasticsearch wants(String authorization) {
    wantedAuthorization = authorization;
    return this;
  }

  /** An answer that gives every document the same status. */
  static Function<List<String>, Answer> each(int status) {
    return each(status, "t");
  }

  /** An answer that gives every document the same status and type of error. */
  static Function<List<String>, Answer> each(int status, String error) {
    return documents ->
        new Answer(
            200,
            documents.stream()
                .map(
                    document ->
                        "{\"index\":{\"status\":%d,\"error\":{\"type\":\"%s\",\"reason\":\"r\"}}}"
                            .formatted(status, error))
                .collect(Collectors.joining(",", "{\"items\":[", "]}")));
  }

  synchronized List<String> stored() {
    return List.copyOf(stored);
  }

  synchronized List<String> authorizations() {
    return List.copyOf(authorizations);
  }

  /** How many documents were in each bulk request. */
  synchronized List<Integer> sizes() {
    return List.copyOf(sizes);
  }

  /** How often it was asked what is no bulk request. */
  synchronized int questions() {
    return questions;
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private synchronized void answer(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    String authorization = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
    Answer answer;
    if (!wantedAuthorization.isEmpty() && !authorization.equals(wantedAuthorization)) {
      exchange.getResponseHeaders().add("WWW-Authenticate", "Basic realm=\"security\"");
      answer = new Answer(401, "{\"error\":\"unable to authenticate\"}");
    } else if (exchange.getRequestURI().getPath().equals("/_bulk")) {
      authorizations.add(authorization);
      answer = bulk(body.lines().toList());
    } else {
      questions++;
      answer = new Answer(200, "{}");
    }
    byte[] bytes = answer.body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(answer.status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private Answer bulk(List<String> lines) {
    List<String> documents = new ArrayList<>();
    for (int i = 0; i < lines.size(); i += 2) {
      documents.add(lines.get(i) + lines.get(i + 1));
    }
    sizes.add(documents.size());
    Function<List<String>, Answer> scripted = script.poll();
    Answer answer = scripted == null ? refusal.apply(documents) : scripted.apply(documents);
    if (answer != null) {
      return answer;
    }
    stored.addAll(documents);
    return each(201).apply(documents);
  }
}
