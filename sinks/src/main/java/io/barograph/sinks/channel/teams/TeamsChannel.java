package io.barograph.sinks.channel.teams;

import io.barograph.core.delivery.RateLimit;
import io.barograph.core.notify.DeliveryOutcome;
import io.barograph.core.notify.Notification;
import io.barograph.core.template.ExpansionException;
import io.barograph.core.template.MessageTexts.MessageText;
import io.barograph.sinks.channel.ChannelContext;
import io.barograph.sinks.channel.Json;
import io.barograph.sinks.channel.Message;
import io.barograph.sinks.channel.Settings;
import io.barograph.sinks.channel.http.HttpCall;
import io.barograph.sinks.channel.http.HttpChannel;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/*
 * At most 28 KB a message and four requests a second; a minute may have 60 of them:
 * https://learn.microsoft.com/en-us/microsoftteams/platform/webhooks-and-connectors/how-to/connectors-using
 */
/**
 * Teams: a message card through a connector ({@code msteams_configs}) or an adaptive card through a
 * workflow ({@code msteamsv2_configs}).
 */
final class TeamsChannel extends HttpChannel {
  private static final int MAX_TEXT = 20_000;
  private static final int MAX_TITLE = 400;

  private final ChannelContext context;
  private final URI url;
  private final boolean isAdaptive;
  private final MessageText title;
  private final MessageText text;
  private final MessageText summary;

  TeamsChannel(Settings settings, ChannelContext context, boolean isAdaptive) {
    super(settings, context, RateLimit.perMinute(60));
    String family = isAdaptive ? "msteamsv2" : "msteams";
    this.context = context;
    this.isAdaptive = isAdaptive;
    this.url = settings.requiredAddress("webhook_url");
    this.title = settings.template("title", "{{ template \"" + family + ".default.title\" . }}");
    this.text = settings.template("text", "{{ template \"" + family + ".default.text\" . }}");
    this.summary =
        isAdaptive
            ? title
            : settings.template("summary", "{{ template \"msteams.default.summary\" . }}");
  }

  @Override
  protected CompletableFuture<DeliveryOutcome> attempt(Notification notification)
      throws ExpansionException {
    Message message = Message.of(notification, context, false);
    String head = Message.cut(message.text(title), MAX_TITLE);
    String told = message.text(text, MAX_TEXT);
    Object body =
        isAdaptive
            ? adaptive(head, told, notification.isFiring())
            : card(head, told, message.text(summary), notification.isFiring());
    return ask(HttpCall.json(url, Json.of(body))).thenApply(TeamsOutcome::of);
  }

  private static Map<String, Object> card(String head, String told, String summary, boolean fires) {
    return Json.object(
        "@context",
        "http://schema.org/extensions",
        "@type",
        "MessageCard",
        "title",
        head,
        "summary",
        Message.cut(summary, MAX_TITLE),
        "text",
        told,
        "themeColor",
        fires ? "8C1A1A" : "2DC72D");
  }

  private static Map<String, Object> adaptive(String head, String told, boolean fires) {
    Map<String, Object> heading =
        Json.object(
            "type", "TextBlock",
            "text", head,
            "weight", "Bolder",
            "size", "Medium",
            "wrap", true,
            "style", "heading",
            "color", fires ? "Attention" : "Good");
    Map<String, Object> content =
        Json.object(
            "$schema", "http://adaptivecards.io/schemas/adaptive-card.json",
            "type", "AdaptiveCard",
            "version", "1.2",
            "body", List.of(heading, Json.object("type", "TextBlock", "text", told, "wrap", true)),
            "msteams", Json.object("width", "full"));
    Map<String, Object> attachment =
        Json.object("contentType", "application/vnd.microsoft.card.adaptive");
    attachment.put("contentUrl", null);
    attachment.put("content", content);
    return Json.object("type", "message", "attachments", List.of(attachment));
  }
}
