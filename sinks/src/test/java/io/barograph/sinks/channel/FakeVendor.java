package io.barograph.sinks.channel;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** A server that plays a vendor by a script, and keeps what it was asked. */
public final class FakeVendor implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Queue<Behaviour> script = new ArrayDeque<>();
  private final List<Request> requests = new ArrayList<>();
  private Behaviour otherwise = answer(200, "");

  /** What was asked. */
  public record Request(String method, URI target, Map<String, String> headers, String body) {
    /** The value of a header. */
    public String header(String name) {
      return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
    }

    /** The value of a field of the query, decoded. */
    public String query(String name) {
      for (String pair : target.getRawQuery().split("&", -1)) {
        if (pair.startsWith(name + "=")) {
          return URLDecoder.decode(pair.substring(name.length() + 1), StandardCharsets.UTF_8);
        }
      }
      return "";
    }
  }

  /** What is done with a request. */
  public interface Behaviour {
    void handle(HttpExchange exchange, Request request) throws IOException;
  }

  /** A server at a free port of this machine. */
  public FakeVendor() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  private void handle(HttpExchange exchange) throws IOException {
    Map<String, String> headers = new TreeMap<>();
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.get(0)));
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    Request request =
        new Request(exchange.getRequestMethod(), exchange.getRequestURI(), headers, body);
    Behaviour behaviour;
    synchronized (this) {
      requests.add(request);
      behaviour = script.isEmpty() ? otherwise : script.remove();
    }
    behaviour.handle(exchange, request);
  }

  /** An answer. */
  public static Behaviour answer(int status, String body, String... headers) {
    return answer(status, request -> body, headers);
  }

  /** An answer that depends on the request. */
  public static Behaviour answer(int status, Function<Request, String> body, String... headers) {
    return (exchange, request) -> {
      for (int i = 0; i < headers.length; i += 2) {
        exchange.getResponseHeaders().add(headers[i], headers[i + 1]);
      }
      byte[] bytes = body.apply(request).getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
      exchange.close();
    };
  }

  /** No answer until the server closes. */
  public Behaviour hang() {
    return (exchange, request) -> {
      try {
        closed.await();
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
      }
      exchange.close();
    };
  }

  /** The beginning of a body, and then nothing until the server closes. */
  public Behaviour stall(String body) {
    return (exchange, request) -> {
      exchange.sendResponseHeaders(200, 1_000);
      exchange.getResponseBody().write(body.getBytes(StandardCharsets.UTF_8));
      exchange.getResponseBody().flush();
      try {
        closed.await();
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
      }
      exchange.close();
    };
  }

  /** The beginning of a body, and then the end of the connection. */
  public static Behaviour cutOff(String body) {
    return (exchange, request) -> {
      exchange.sendResponseHeaders(200, 1_000);
      exchange.getResponseBody().write(body.getBytes(StandardCharsets.UTF_8));
      exchange.getResponseBody().flush();
      exchange.close();
    };
  }

  /** What the next requests meet, one each. */
  public synchronized FakeVendor then(Behaviour... behaviours) {
    script.addAll(List.of(behaviours));
    return this;
  }

  /** What requests meet behind the script. */
  public synchronized FakeVendor otherwise(Behaviour behaviour) {
    otherwise = behaviour;
    return this;
  }

  /** What was asked so far. */
  public synchronized List<Request> requests() {
    return List.copyOf(requests);
  }

  /** Its address, without a slash at its end. */
  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
