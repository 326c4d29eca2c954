package io.barograph.cli.delivery;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * A receiver that draws the fault of each attempt, and remembers what it took: what it answered as
 * its kind answers a success. Thread-safe.
 */
final class FaultyReceiver implements AutoCloseable {
  /* Below the ports that systems give to clients: while it does not listen nobody takes its port. */
  private static final int FIRST_PORT = 21_000;
  private static final int LAST_PORT = 29_000;
  private static final int SECONDS_TO_HANG = 20;

  private final String name;
  private final ReceiverKind kind;
  private final Random random;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final List<Taking> taken = new ArrayList<>();
  private final Map<Fault, Integer> faults = new EnumMap<>(Fault.class);
  private int messages;
  private int port;
  private HttpServer server;

  /** A receiver that does not listen yet. */
  FaultyReceiver(String name, ReceiverKind kind, long seed) {
    this.name = name;
    this.kind = kind;
    this.random = new Random(seed);
  }

  String name() {
    return name;
  }

  /** The receiver of an {@code alertmanager.yml}; it has to have listened. */
  String settings(String timeout) {
    return "- {name: %s, %s}\n".formatted(name, kind.settings("http://127.0.0.1:" + port, timeout));
  }

  /** Begins or ceases to listen: connections are refused while it does not. */
  void listen(boolean isWanted) throws IOException {
    if (isWanted == (server != null)) {
      return;
    }
    if (isWanted) {
      server = port == 0 ? anywhere() : at(port);
      server.createContext("/", this::answer);
      server.setExecutor(threads);
      server.start();
    } else {
      server.stop(1);
      server = null;
    }
  }

  private HttpServer anywhere() throws IOException {
    for (int candidate = FIRST_PORT; candidate < LAST_PORT; candidate++) {
      try {
        HttpServer found = at(candidate);
        port = candidate;
        return found;
      } catch (BindException inUse) {
        // The next one.
      }
    }
    throw new IOException("no port from %d to %d is free".formatted(FIRST_PORT, LAST_PORT));
  }

  private static HttpServer at(int port) throws IOException {
    return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    if (exchange.getRequestURI().getPath().endsWith("/gettoken")) {
      reply(exchange, 200, "{\"errcode\":0,\"access_token\":\"t\",\"expires_in\":7200}");
      return;
    }
    Optional<Fault> fault = draw();
    if (fault.isPresent()) {
      fail(exchange, fault.get());
      return;
    }
    // Behind the answer the next message may overtake this thread.
    long readAt = System.currentTimeMillis();
    reply(exchange, kind.success().status(), kind.success().body());
    take(body, readAt);
  }

  private synchronized void take(String body, long readAt) {
    kind.told(body).forEach(word -> taken.add(new Taking(name, word, readAt)));
    messages++;
  }

  private synchronized Optional<Fault> draw() {
    Optional<Fault> fault = Fault.of(random.nextDouble());
    fault.ifPresent(one -> faults.merge(one, 1, Integer::sum));
    return fault;
  }

  private void fail(HttpExchange exchange, Fault fault) throws IOException {
    switch (fault) {
      case HANGS -> hang(exchange);
      case TOO_MANY -> {
        exchange.getResponseHeaders().set("Retry-After", "1");
        reply(exchange, 429, "too many");
      }
      case FAILS -> reply(exchange, 500, "broken");
      case CODE_LATER -> reply(exchange, kind.later().status(), kind.later().body());
      case CODE_FINAL -> reply(exchange, kind.refusal().status(), kind.refusal().body());
      case CUT_OFF -> {
        exchange.sendResponseHeaders(kind.success().status(), 1_000);
        exchange.getResponseBody().write('{');
        exchange.getResponseBody().flush();
        exchange.close();
      }
    }
  }

  private void hang(HttpExchange exchange) {
    try {
      boolean unused = closed.await(SECONDS_TO_HANG, TimeUnit.SECONDS);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    exchange.close();
  }

  private static void reply(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(bytes);
    }
    exchange.close();
  }

  /** What it took. */
  synchronized List<Taking> taken() {
    return List.copyOf(taken);
  }

  /** How many messages it took. */
  synchronized int messages() {
    return messages;
  }

  /** The attempts that reached it and failed. */
  synchronized Map<Fault, Integer> faults() {
    return new EnumMap<>(faults);
  }

  @Override
  public void close() {
    closed.countDown();
    if (server != null) {
      server.stop(0);
    }
    threads.shutdownNow();
  }
}
