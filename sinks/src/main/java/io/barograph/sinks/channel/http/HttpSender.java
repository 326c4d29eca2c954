package io.barograph.sinks.channel.http;

import io.barograph.sinks.channel.ChannelContext;
import io.barograph.sinks.channel.TargetList;
import io.barograph.sinks.channel.UnderWay;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Sends requests to allowed targets, each bounded in time from the look-up of the host to the end
 * of the answer. A host is looked up just before the client does, which takes the answer from the
 * JDK's cache. Thread-safe.
 */
public final class HttpSender implements AutoCloseable {
  private static final int LOOKUP_THREADS = 8;
  private static final ThreadPoolExecutor LOOKUPS = lookups();

  private final HttpClient client;
  private final HttpSettings settings;
  private final TargetList targets;
  private final InstantSource clock;
  private final Map<String, String> headers;
  private final UnderWay<HttpAnswer> underWay = new UnderWay<>();

  /** A sender by the settings of a channel. */
  public HttpSender(HttpSettings settings, ChannelContext context) {
    this.settings = settings;
    this.client = settings.client(context.http());
    this.targets = context.targets();
    this.clock = context.clock();
    this.headers = settings.headers(context.userAgent());
  }

  private static ThreadPoolExecutor lookups() {
    ThreadPoolExecutor lookups =
        new ThreadPoolExecutor(
            LOOKUP_THREADS,
            LOOKUP_THREADS,
            10,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> {
              Thread thread = new Thread(task, "channel-lookup");
              thread.setDaemon(true);
              return thread;
            });
    lookups.allowCoreThreadTimeOut(true);
    return lookups;
  }

  /**
   * Sends a request.
   *
   * @return the answer; it fails with an {@link java.io.IOException}, a {@link
   *     java.util.concurrent.TimeoutException} or a {@link RefusedTargetException}
   */
  public CompletableFuture<HttpAnswer> send(HttpCall call) {
    CompletableFuture<HttpAnswer> answer =
        new CompletableFuture<HttpAnswer>()
            .orTimeout(settings.timeout().toMillis(), TimeUnit.MILLISECONDS);
    CompletableFuture<HttpAnswer> kept = underWay.add(answer);
    LOOKUPS.execute(() -> start(call, answer));
    return kept;
  }

  private void start(HttpCall call, CompletableFuture<HttpAnswer> answer) {
    try {
      check(call.address());
      if (!answer.isDone()) {
        exchange(call, answer);
      }
    } catch (RuntimeException refused) {
      answer.completeExceptionally(refused);
    }
  }

  private void exchange(HttpCall call, CompletableFuture<HttpAnswer> answer) {
    CompletableFuture<HttpResponse<String>> exchange =
        client.sendAsync(request(call), info -> new BoundedBody());
    CompletableFuture<Boolean> passedOn =
        exchange.handle(
            (response, failed) ->
                failed == null
                    ? answer.complete(answer(response))
                    : answer.completeExceptionally(failed));
    CompletableFuture<?> unused =
        CompletableFuture.allOf(
            passedOn, answer.whenComplete((done, failed) -> exchange.cancel(true)));
  }

  private HttpRequest request(HttpCall call) {
    HttpRequest.BodyPublisher body =
        call.body().isEmpty()
            ? HttpRequest.BodyPublishers.noBody()
            : HttpRequest.BodyPublishers.ofString(call.body());
    HttpRequest.Builder request =
        HttpRequest.newBuilder(call.address())
            .timeout(settings.timeout())
            .method(call.method(), body);
    headers.forEach(request::setHeader);
    call.headers().forEach(request::setHeader);
    return request.build();
  }

  private HttpAnswer answer(HttpResponse<String> response) {
    long wait =
        response
            .headers()
            .firstValue("retry-after")
            .map(text -> RetryAfter.millis(text, clock.instant()))
            .orElse(0L);
    return new HttpAnswer(
        response.statusCode(), response.body(), response.headers().firstValue("location"), wait);
  }

  private void check(URI address) {
    String refusal = targets.refusal(address.getHost(), resolve(address.getHost()));
    if (!refusal.isEmpty()) {
      throw new RefusedTargetException(refusal);
    }
  }

  /** The addresses of a host; behind a proxy it may be known to the proxy alone. */
  private List<InetAddress> resolve(String host) {
    try {
      return List.of(InetAddress.getAllByName(host.replaceAll("^\\[|]$", "")));
    } catch (UnknownHostException unknown) {
      if (settings.proxy().isPresent()) {
        return List.of();
      }
      throw new UnknownTargetException("unknown host " + host);
    }
  }

  /** Gives up what is under way. */
  @Override
  public void close() {
    underWay.end(answer -> answer.cancel(true));
  }
}
