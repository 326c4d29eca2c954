package io.barograph.sinks.channel.feishu;

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
import io.barograph.sinks.channel.JsonAnswer;
import io.barograph.sinks.channel.Message;
import io.barograph.sinks.channel.Settings;
import io.barograph.sinks.channel.http.CodedOutcome;
import io.barograph.sinks.channel.http.HttpAnswer;
import io.barograph.sinks.channel.http.HttpCall;
import io.barograph.sinks.channel.http.HttpChannel;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/*
 * Custom robots: https://open.larkoffice.com/document/ukTMukTMukTM/ucTM5YjL3ETO24yNxkjN
 * At most 100 messages a minute and 5 a second; at most 20 KB a request; 11232 says that the system
 * is under load. 99991400 is the platform's general code for too many
 * (https://open.feishu.cn/document/server-docs/api-call-guide/frequency-control). 9499 stands both
 * for too many and for a body that is no good: its message tells which.
 */
/** A robot of a group in Feishu or Lark, which shows a card. */
public final class FeishuChannel extends HttpChannel {
  private static final int MAX_TEXT = 16_000;
  private static final int MAX_TITLE = 400;
  private static final Map<String, Long> LATER = Map.of("11232", 1_000L, "99991400", 1_000L);
  private static final Map<String, Long> LATER_OR_TOO_MANY =
      Map.of("11232", 1_000L, "99991400", 1_000L, "9499", 1_000L);

  private final ChannelContext context;
  private final URI url;
  private final Optional<String> secret;
  private final boolean isCard;
  private final MessageText title;
  private final MessageText text;
  private final MessageText button;
  private final List<String> users;

  private FeishuChannel(Settings settings, ChannelContext context) {
    super(settings, context, RateLimit.perMinute(100));
    this.context = context;
    this.url = settings.requiredAddress("url");
    this.secret = settings.secret("secret");
    this.isCard = settings.choice("msg_type", "card", List.of("text", "card")).equals("card");
    String shipped = isCard ? "markdown.body" : "text";
    this.title = settings.template("title", "{{ template \"barograph.title\" . }}");
    this.text = settings.template("text", "{{ template \"barograph." + shipped + "\" . }}");
    this.button = settings.template("button_title", "{{ template \"word.overview\" }}");
    this.users = settings.texts("at_users");
  }

  /** Makes them of {@code feishu_configs}. */
  public static final class Factory implements ChannelFactory {
    @Override
    public String type() {
      return "feishu";
    }

    @Override
    public Channel create(IntegrationConfig integration, ChannelContext context) {
      Settings settings = Settings.of(integration, context);
      Channel channel = new FeishuChannel(settings, context);
      settings.finish();
      return channel;
    }
  }

  @Override
  protected CompletableFuture<DeliveryOutcome> attempt(Notification notification)
      throws ExpansionException {
    Message message = Message.of(notification, context, false);
    Map<String, Object> body = new LinkedHashMap<>();
    if (secret.isPresent()) {
      long seconds = context.clock().millis() / 1_000;
      body.put("timestamp", String.valueOf(seconds));
      body.put("sign", FeishuSignature.of(secret.get(), seconds));
    }
    String head = Message.cut(message.text(title), MAX_TITLE);
    String told = message.text(text, MAX_TEXT) + mentions();
    if (isCard) {
      body.put("msg_type", "interactive");
      body.put("card", card(message, head, told));
    } else {
      body.put("msg_type", "text");
      body.put("content", Json.object("text", head + "\n" + told));
    }
    return ask(HttpCall.json(url, Json.of(body))).thenApply(FeishuChannel::outcome);
  }

  private String mentions() {
    String form = isCard ? "<at id=%s></at>" : "<at user_id=\"%s\"></at>";
    StringBuilder mentions = new StringBuilder();
    users.forEach(user -> mentions.append(form.formatted(user)));
    return mentions.isEmpty() ? "" : "\n" + mentions;
  }

  private Map<String, Object> card(Message message, String head, String told)
      throws ExpansionException {
    List<Object> elements = new ArrayList<>();
    elements.add(Json.object("tag", "markdown", "content", told));
    if (!context.externalUrl().isEmpty()) {
      Map<String, Object> link = Json.object("tag", "button", "text", plain(message.text(button)));
      link.put("url", context.externalUrl());
      link.put("type", "default");
      elements.add(Json.object("tag", "action", "actions", List.of(link)));
    }
    Map<String, Object> card = new LinkedHashMap<>();
    card.put("config", Json.object("wide_screen_mode", true));
    card.put(
        "header", Json.object("title", plain(head), "template", color(message.notification())));
    card.put("elements", elements);
    return card;
  }

  private static String color(Notification notification) {
    if (!notification.isFiring()) {
      return "green";
    }
    return notification.firing().stream().anyMatch(alert -> alert.priority().ordinal() < 2)
        ? "red"
        : "orange";
  }

  private static Map<String, Object> plain(String content) {
    return Json.object("tag", "plain_text", "content", content);
  }

  /** What an answer of a robot means. */
  static DeliveryOutcome outcome(HttpAnswer answer) {
    String message = JsonAnswer.scalars(answer.body()).getOrDefault("msg", "");
    boolean tooMany = message.toLowerCase(Locale.ROOT).contains("too many");
    return CodedOutcome.of(answer, "code", "0", tooMany ? LATER_OR_TOO_MANY : LATER);
  }
}
