package io.barograph.sinks.channel.webhook;

import io.barograph.core.delivery.RateLimit;
import io.barograph.core.notify.DeliveryOutcome;
import io.barograph.core.notify.Notification;
import io.barograph.core.route.IntegrationConfig;
import io.barograph.sinks.channel.Channel;
import io.barograph.sinks.channel.ChannelContext;
import io.barograph.sinks.channel.ChannelFactory;
import io.barograph.sinks.channel.Settings;
import io.barograph.sinks.channel.http.HttpCall;
import io.barograph.sinks.channel.http.HttpChannel;
import io.barograph.sinks.channel.http.StatusOutcome;
import java.net.URI;
import java.util.concurrent.CompletableFuture;

/** A program that takes Alertmanager's webhook. */
public final class WebhookChannel extends HttpChannel {
  /** Carries the notification's id, which is the same whenever the same is told. */
  public static final String ID_HEADER = "X-Barograph-Notification";

  private final URI url;
  private final int maxAlerts;
  private final String externalUrl;

  private WebhookChannel(Settings settings, ChannelContext context) {
    super(settings, context, RateLimit.NONE);
    this.url = settings.requiredAddress("url");
    this.maxAlerts = settings.number("max_alerts", 0, 0, Integer.MAX_VALUE);
    this.externalUrl = context.externalUrl();
  }

  /** Makes them of {@code webhook_configs}. */
  public static final class Factory implements ChannelFactory {
    @Override
    public String type() {
      return "webhook";
    }

    @Override
    public Channel create(IntegrationConfig integration, ChannelContext context) {
      Settings settings = Settings.of(integration, context);
      Channel channel = new WebhookChannel(settings, context);
      settings.finish();
      return channel;
    }
  }

  @Override
  protected CompletableFuture<DeliveryOutcome> attempt(Notification notification) {
    HttpCall call = HttpCall.json(url, WebhookBody.of(notification, externalUrl, maxAlerts));
    return ask(call.with(ID_HEADER, notification.id())).thenApply(StatusOutcome::of);
  }
}
