package io.barograph.sinks.channel.alertmanager;

import io.barograph.core.delivery.RateLimit;
import io.barograph.core.notify.DeliveryOutcome;
import io.barograph.core.notify.Notification;
import io.barograph.core.notify.NotifiedAlert;
import io.barograph.core.route.IntegrationConfig;
import io.barograph.sinks.channel.Channel;
import io.barograph.sinks.channel.ChannelContext;
import io.barograph.sinks.channel.ChannelFactory;
import io.barograph.sinks.channel.Json;
import io.barograph.sinks.channel.Settings;
import io.barograph.sinks.channel.http.HttpCall;
import io.barograph.sinks.channel.http.HttpChannel;
import io.barograph.sinks.channel.http.StatusOutcome;
import io.barograph.sinks.channel.webhook.WebhookBody;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Another Alertmanager, by its API v2. It takes an alert that it does not hear of for ended; so an
 * alert that fires is told with an end that lies ahead by {@code valid_for}, which has to be longer
 * than the repeat interval.
 */
public final class AlertmanagerChannel extends HttpChannel {
  private static final Duration VALID_FOR = Duration.ofHours(24);
  private static final Duration LONGEST = Duration.ofDays(30);

  private final URI alerts;
  private final long validMillis;

  private AlertmanagerChannel(Settings settings, ChannelContext context) {
    super(settings, context, RateLimit.NONE);
    String base = settings.requiredAddress("url").toString().replaceAll("/+$", "");
    this.alerts = URI.create(base + "/api/v2/alerts");
    this.validMillis = settings.duration("valid_for", VALID_FOR, LONGEST).toMillis();
  }

  /** Makes them of {@code alertmanager_configs}. */
  public static final class Factory implements ChannelFactory {
    @Override
    public String type() {
      return "alertmanager";
    }

    @Override
    public Channel create(IntegrationConfig integration, ChannelContext context) {
      Settings settings = Settings.of(integration, context);
      Channel channel = new AlertmanagerChannel(settings, context);
      settings.finish();
      return channel;
    }
  }

  @Override
  protected CompletableFuture<DeliveryOutcome> attempt(Notification notification) {
    List<Object> told = new ArrayList<>();
    for (NotifiedAlert alert : notification.alerts()) {
      told.add(alert(alert, notification.at()));
    }
    return ask(HttpCall.json(alerts, Json.likeGo(told))).thenApply(StatusOutcome::of);
  }

  private Map<String, Object> alert(NotifiedAlert alert, long at) {
    long endsAt = alert.isFiring() ? at + validMillis : alert.endsAt();
    return Json.object(
        "annotations", alert.annotations(),
        "endsAt", WebhookBody.time(endsAt),
        "startsAt", WebhookBody.time(alert.startsAt()),
        "generatorURL", alert.generatorUrl(),
        "labels", alert.labels().toMap());
  }
}
