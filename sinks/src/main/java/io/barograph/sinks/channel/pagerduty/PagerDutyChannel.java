package io.barograph.sinks.channel.pagerduty;

import io.barograph.core.alert.Priority;
import io.barograph.core.delivery.RateLimit;
import io.barograph.core.notify.DeliveryOutcome;
import io.barograph.core.notify.Notification;
import io.barograph.core.notify.NotifiedAlert;
import io.barograph.core.route.IntegrationConfig;
import io.barograph.core.template.ExpansionException;
import io.barograph.core.template.MessageTexts.MessageText;
import io.barograph.sinks.channel.Channel;
import io.barograph.sinks.channel.ChannelContext;
import io.barograph.sinks.channel.ChannelFactory;
import io.barograph.sinks.channel.Json;
import io.barograph.sinks.channel.Message;
import io.barograph.sinks.channel.Settings;
import io.barograph.sinks.channel.Signing;
import io.barograph.sinks.channel.http.HttpCall;
import io.barograph.sinks.channel.http.HttpChannel;
import io.barograph.sinks.channel.http.StatusOutcome;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/*
 * Events API v2: https://developer.pagerduty.com/docs/send-alert-event
 * Summaries of at most 1,024 characters, events of at most 512 KB; 429 when there are too many.
 */
/** PagerDuty's events: one incident for each group, which is resolved when all has ended. */
public final class PagerDutyChannel extends HttpChannel {
  private static final String EVENTS = "https://events.pagerduty.com/v2/enqueue";
  private static final int MAX_SUMMARY = 1_024;
  private static final int MAX_DETAIL = 20_000;

  private final ChannelContext context;
  private final URI url;
  private final String routingKey;
  private final MessageText description;
  private final MessageText severity;
  private final MessageText client;
  private final MessageText clientUrl;
  private final Map<String, MessageText> parts = new LinkedHashMap<>();
  private final Map<String, MessageText> details;

  private PagerDutyChannel(Settings settings, ChannelContext context) {
    super(settings, context, RateLimit.perMinute(120));
    this.context = context;
    this.url = settings.address("url", URI.create(EVENTS));
    if (settings.has("service_key") || settings.has("service_key_file")) {
      throw settings.failure("service_key", "is of API v1; use routing_key of an API v2 service");
    }
    this.routingKey = settings.requiredSecret("routing_key");
    this.description =
        settings.template("description", "{{ template \"pagerduty.default.description\" . }}");
    this.severity = settings.template("severity", "");
    this.client = settings.template("client", "{{ template \"pagerduty.default.client\" . }}");
    this.clientUrl =
        settings.template("client_url", "{{ template \"pagerduty.default.clientURL\" . }}");
    for (String part : List.of("source", "class", "component", "group")) {
      String shipped = part.equals("source") ? "{{ template \"pagerduty.default.client\" . }}" : "";
      parts.put(part, settings.template(part, shipped));
    }
    this.details = new LinkedHashMap<>();
    details.put("text", settings.template("text", "{{ template \"barograph.text\" . }}"));
    details.putAll(settings.inside("details").templates());
  }

  /** Makes them of {@code pagerduty_configs}. */
  public static final class Factory implements ChannelFactory {
    @Override
    public String type() {
      return "pagerduty";
    }

    @Override
    public Channel create(IntegrationConfig integration, ChannelContext context) {
      Settings settings = Settings.of(integration, context);
      Channel channel = new PagerDutyChannel(settings, context);
      settings.finish();
      return channel;
    }
  }

  @Override
  protected CompletableFuture<DeliveryOutcome> attempt(Notification notification)
      throws ExpansionException {
    Message message = Message.of(notification, context, true);
    Map<String, Object> event =
        Json.object(
            "routing_key", routingKey,
            "dedup_key", Signing.sha256Hex(notification.groupKey()),
            "event_action", notification.isFiring() ? "trigger" : "resolve",
            "payload", payload(message),
            "client", message.text(client),
            "client_url", message.text(clientUrl));
    return ask(HttpCall.json(url, Json.of(event))).thenApply(StatusOutcome::of);
  }

  private Map<String, Object> payload(Message message) throws ExpansionException {
    String chosen = message.text(severity);
    Map<String, Object> payload =
        Json.object(
            "summary",
            Message.cut(message.text(description), MAX_SUMMARY),
            "severity",
            chosen.isEmpty() ? severity(message.notification()) : chosen);
    for (Map.Entry<String, MessageText> part : parts.entrySet()) {
      String value = message.text(part.getValue());
      if (!value.isEmpty()) {
        payload.put(part.getKey(), value);
      }
    }
    Map<String, Object> told = new LinkedHashMap<>();
    for (Map.Entry<String, MessageText> detail : details.entrySet()) {
      told.put(detail.getKey(), message.text(detail.getValue(), MAX_DETAIL));
    }
    payload.put("custom_details", told);
    return payload;
  }

  private static String severity(Notification notification) {
    Priority most = Priority.P4;
    for (NotifiedAlert alert : notification.alerts()) {
      most = Priority.mostUrgent(most, alert.priority());
    }
    return switch (most) {
      case P1 -> "critical";
      case P2 -> "error";
      case P3 -> "warning";
      case P4 -> "info";
    };
  }
}
