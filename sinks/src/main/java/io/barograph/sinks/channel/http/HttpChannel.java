package io.barograph.sinks.channel.http;

import io.barograph.core.delivery.RateLimit;
import io.barograph.core.notify.DeliveryOutcome;
import io.barograph.core.notify.Notification;
import io.barograph.core.template.ExpansionException;
import io.barograph.sinks.channel.Channel;
import io.barograph.sinks.channel.ChannelContext;
import io.barograph.sinks.channel.Failures;
import io.barograph.sinks.channel.Secrets;
import io.barograph.sinks.channel.Settings;
import java.util.concurrent.CompletableFuture;

/** A channel that tells a notification by HTTP. What it hears of is without secrets. */
public abstract class HttpChannel implements Channel {
  private final HttpSender sender;
  private final Secrets secrets;
  private final RateLimit limit;

  /**
   * A channel; what it reads of the settings besides is for the subclass to read before.
   *
   * @param limit how often it may tell something
   */
  protected HttpChannel(Settings settings, ChannelContext context, RateLimit limit) {
    this.sender = new HttpSender(HttpSettings.of(settings), context);
    this.secrets = settings.secrets();
    this.limit = limit;
  }

  /**
   * One attempt: usually a request by {@link #ask} and what its answer means.
   *
   * @throws ExpansionException if a text of the message fails
   */
  protected abstract CompletableFuture<DeliveryOutcome> attempt(Notification notification)
      throws ExpansionException;

  /** Sends a request; its answer is without secrets. */
  protected final CompletableFuture<HttpAnswer> ask(HttpCall call) {
    return sender
        .send(call)
        .thenApply(
            answer ->
                new HttpAnswer(
                    answer.status(),
                    secrets.strike(answer.body()),
                    answer.location().map(secrets::strike),
                    answer.retryAfterMillis()));
  }

  /** Sends a request whose answer is a secret itself, such as a token. */
  protected final CompletableFuture<HttpAnswer> askForSecret(HttpCall call) {
    return sender.send(call);
  }

  /** What must not be told. */
  protected final Secrets secrets() {
    return secrets;
  }

  @Override
  public final CompletableFuture<DeliveryOutcome> send(Notification notification) {
    CompletableFuture<DeliveryOutcome> outcome;
    try {
      outcome = attempt(notification);
    } catch (ExpansionException | RuntimeException failed) {
      outcome = CompletableFuture.failedFuture(failed);
    }
    return outcome.handle(
        (result, failed) -> Failures.safe(failed == null ? result : of(failed), secrets));
  }

  private static DeliveryOutcome of(Throwable failed) {
    Throwable cause = Failures.cause(failed);
    if (cause instanceof RefusedTargetException) {
      return DeliveryOutcome.refused(0, cause.getMessage());
    }
    return cause instanceof UnknownTargetException
        ? DeliveryOutcome.retry(0, cause.getMessage(), 0)
        : Failures.outcome(cause);
  }

  @Override
  public final RateLimit limit() {
    return limit;
  }

  @Override
  public final void close() {
    sender.close();
  }

  /** Settings hold secrets: only the kind is told. */
  @Override
  public final String toString() {
    return getClass().getSimpleName();
  }
}
