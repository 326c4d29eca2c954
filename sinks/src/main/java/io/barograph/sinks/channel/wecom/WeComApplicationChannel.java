package io.barograph.sinks.channel.wecom;

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
import io.barograph.sinks.channel.http.HttpAnswer;
import io.barograph.sinks.channel.http.HttpCall;
import io.barograph.sinks.channel.http.HttpChannel;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;

/*
 * Tokens: https://developer.work.weixin.qq.com/document/path/91039
 * Messages: https://developer.work.weixin.qq.com/document/path/90236, of at most 2,048 bytes.
 */
/**
 * An application in WeCom, with the fields of Alertmanager's {@code wechat_configs}. Its token is
 * fetched when it is needed, kept until five minutes before its end, and thrown away when it is
 * refused.
 */
public final class WeComApplicationChannel extends HttpChannel {
  private static final String API = "https://qyapi.weixin.qq.com/cgi-bin/";
  private static final long EARLY_MILLIS = 300_000;
  private static final int MAX_TEXT = 2_048;

  private final ChannelContext context;
  private final URI api;
  private final String secret;
  private final MessageText corporation;
  private final MessageText message;
  private final String kind;
  private final Map<String, MessageText> target = new LinkedHashMap<>();
  private final AtomicReference<Token> token = new AtomicReference<>(new Token("", 0));

  private record Token(String value, long goodUntil) {}

  private WeComApplicationChannel(Settings settings, ChannelContext context) {
    super(settings, context, RateLimit.perMinute(30));
    this.context = context;
    this.api = settings.address("api_url", URI.create(API));
    this.secret = settings.requiredSecret("api_secret");
    settings.text("corp_id");
    this.corporation = settings.template("corp_id", "");
    this.kind = settings.choice("message_type", "text", List.of("text", "markdown"));
    this.message =
        settings.template(
            "message",
            kind.equals("text")
                ? "{{ template \"barograph.title\" . }}\n{{ template \"barograph.text\" . }}"
                : "{{ template \"barograph.wecom\" . }}");
    target.put("touser", settings.template("to_user", ""));
    target.put("toparty", settings.template("to_party", ""));
    target.put("totag", settings.template("to_tag", ""));
    settings.text("agent_id");
    target.put("agentid", settings.template("agent_id", ""));
    if (!settings.has("to_user") && !settings.has("to_party") && !settings.has("to_tag")) {
      throw settings.failure("to_user", "is missing; set it, to_party or to_tag");
    }
  }

  /** Makes them of {@code wechat_configs}. */
  public static final class Factory implements ChannelFactory {
    @Override
    public String type() {
      return "wechat";
    }

    @Override
    public Channel create(IntegrationConfig integration, ChannelContext context) {
      Settings settings = Settings.of(integration, context);
      Channel channel = new WeComApplicationChannel(settings, context);
      settings.finish();
      return channel;
    }
  }

  @Override
  protected CompletableFuture<DeliveryOutcome> attempt(Notification notification)
      throws ExpansionException {
    Message told = Message.of(notification, context, false);
    String body = body(told);
    Token known = token.get();
    return context.clock().millis() < known.goodUntil()
        ? tell(body, known.value())
        : fetchThenTell(body, told.text(corporation));
  }

  private String body(Message told) throws ExpansionException {
    Map<String, Object> body = new LinkedHashMap<>();
    for (Map.Entry<String, MessageText> field : target.entrySet()) {
      String value = told.text(field.getValue());
      if (!value.isEmpty()) {
        body.put(field.getKey(), value);
      }
    }
    body.put("safe", "0");
    body.put("msgtype", kind);
    body.put(kind, Json.object("content", told.text(message, MAX_TEXT)));
    return Json.of(body);
  }

  private CompletableFuture<DeliveryOutcome> fetchThenTell(String body, String corporationId) {
    URI address =
        api.resolve(
            "gettoken?corpid=%s&corpsecret=%s".formatted(encoded(corporationId), encoded(secret)));
    return askForSecret(HttpCall.get(address))
        .thenCompose(
            answer -> {
              DeliveryOutcome outcome = WeComOutcome.of(answer);
              if (outcome.kind() != DeliveryOutcome.Kind.DELIVERED) {
                return CompletableFuture.completedFuture(outcome);
              }
              keep(JsonAnswer.scalars(answer.body()));
              return tell(body, token.get().value());
            });
  }

  private void keep(Map<String, String> answer) {
    String value = answer.getOrDefault("access_token", "");
    String seconds = answer.getOrDefault("expires_in", "");
    long life = seconds.matches("[0-9]{1,9}") ? Long.parseLong(seconds) * 1_000 : 0;
    secrets().add(value);
    token.set(new Token(value, context.clock().millis() + life - EARLY_MILLIS));
  }

  private CompletableFuture<DeliveryOutcome> tell(String body, String value) {
    URI address = api.resolve("message/send?access_token=" + encoded(value));
    return ask(HttpCall.json(address, body)).thenApply(this::outcome);
  }

  private DeliveryOutcome outcome(HttpAnswer answer) {
    String code = JsonAnswer.scalars(answer.body()).getOrDefault("errcode", "");
    if (WeComOutcome.TOKEN.contains(code)) {
      token.set(new Token("", 0));
    }
    return WeComOutcome.of(answer);
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}
