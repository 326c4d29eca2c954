package io.barograph.sinks.channel.dingtalk;

import io.barograph.core.delivery.RateLimit;
import io.barograph.core.notify.DeliveryOutcome;
import io.barograph.core.notify.Notification;
import io.barograph.core.route.IntegrationConfig;
import io.barograph.core.template.ExpansionException;
import io.barograph.core.template.MessageTexts.MessageText;
import io.barograph.sinks.channel.Channel;
import io.barograph.sinks.channel.ChannelContext;
import io.barograph.sinks.channel.ChannelFactory;
import io.barograph.sinks.channel.Json;
import io.barograph.sinks.channel.Message;
import io.barograph.sinks.channel.Settings;
import io.barograph.sinks.channel.http.CodedOutcome;
import io.barograph.sinks.channel.http.HttpAnswer;
import io.barograph.sinks.channel.http.HttpCall;
import io.barograph.sinks.channel.http.HttpChannel;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/*
 * Custom robots: https://open.dingtalk.com/document/orgapp/custom-robots-send-group-messages
 * At most 20 messages a minute, beyond which the robot is silenced for ten minutes; at most 20,000
 * bytes a message. -1 says that the system is busy, 130101 and 410100 that there were too many.
 */
/** A robot of a group in DingTalk. */
public final class DingTalkChannel extends HttpChannel {
  private static final String MARKDOWN = "markdown";
  private static final String ACTION_CARD = "action_card";
  private static final int MAX_TEXT = 18_000;
  private static final int MAX_TITLE = 400;
  private static final long MINUTE = 60_000;
  private static final Map<String, Long> LATER =
      Map.of("-1", 0L, "130101", MINUTE, "410100", MINUTE);

  private final ChannelContext context;
  private final URI url;
  private final Optional<String> secret;
  private final String kind;
  private final MessageText title;
  private final MessageText text;
  private final Mentions mentions;
  private final MessageText buttonTitle;
  private final MessageText buttonUrl;

  private record Mentions(List<String> mobiles, List<String> users, boolean all) {
    Map<String, Object> toJson() {
      Map<String, Object> at = new LinkedHashMap<>();
      at.put("atMobiles", mobiles);
      at.put("atUserIds", users);
      at.put("isAtAll", all);
      return at;
    }

    /** What the text has to say for a mention to be seen. */
    String suffix() {
      StringBuilder suffix = new StringBuilder();
      mobiles.forEach(mobile -> suffix.append(" @").append(mobile));
      users.forEach(user -> suffix.append(" @").append(user));
      return suffix.isEmpty() ? "" : "\n\n" + suffix.substring(1);
    }
  }

  private DingTalkChannel(Settings settings, ChannelContext context) {
    super(settings, context, RateLimit.perMinute(20));
    this.context = context;
    this.url = settings.requiredAddress("url");
    this.secret = settings.secret("secret");
    this.kind = settings.choice("msg_type", MARKDOWN, List.of("text", MARKDOWN, ACTION_CARD));
    String shipped = kind.equals("text") ? "text" : "markdown";
    this.title = settings.template("title", "{{ template \"barograph.title\" . }}");
    this.text = settings.template("text", "{{ template \"barograph." + shipped + "\" . }}");
    this.mentions =
        new Mentions(
            settings.texts("at_mobiles"),
            settings.texts("at_users"),
            settings.flag("at_all", false));
    this.buttonTitle = settings.template("button_title", "{{ template \"word.overview\" }}");
    this.buttonUrl = settings.template("button_url", "{{ .ExternalURL }}");
  }

  /** Makes them of {@code dingtalk_configs}. */
  public static final class Factory implements ChannelFactory {
    @Override
    public String type() {
      return "dingtalk";
    }

    @Override
    public Channel create(IntegrationConfig integration, ChannelContext context) {
      Settings settings = Settings.of(integration, context);
      Channel channel = new DingTalkChannel(settings, context);
      settings.finish();
      return channel;
    }
  }

  @Override
  protected CompletableFuture<DeliveryOutcome> attempt(Notification notification)
      throws ExpansionException {
    String body = Json.of(body(Message.of(notification, context, false)));
    long now = context.clock().millis();
    URI target = secret.map(key -> DingTalkSignature.signed(url, key, now)).orElse(url);
    return ask(HttpCall.json(target, body)).thenApply(DingTalkChannel::outcome);
  }

  private Map<String, Object> body(Message message) throws ExpansionException {
    String head = Message.cut(message.text(title), MAX_TITLE);
    String told = message.text(text, MAX_TEXT) + mentions.suffix();
    Map<String, Object> body = new LinkedHashMap<>();
    switch (kind) {
      case MARKDOWN -> {
        body.put("msgtype", MARKDOWN);
        body.put(MARKDOWN, Json.object("title", head, "text", told));
      }
      case ACTION_CARD -> {
        body.put("msgtype", "actionCard");
        Map<String, Object> card = Json.object("title", head, "text", told);
        card.put("btnOrientation", "0");
        card.put("singleTitle", message.text(buttonTitle));
        card.put("singleURL", message.text(buttonUrl));
        body.put("actionCard", card);
      }
      default -> {
        body.put("msgtype", "text");
        body.put("text", Json.object("content", head + "\n" + told));
      }
    }
    body.put("at", mentions.toJson());
    return body;
  }

  /** What an answer of a robot means. */
  static DeliveryOutcome outcome(HttpAnswer answer) {
    return CodedOutcome.of(answer, "errcode", "0", LATER);
  }
}
