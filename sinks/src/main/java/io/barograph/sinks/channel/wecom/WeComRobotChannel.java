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
import io.barograph.sinks.channel.Message;
import io.barograph.sinks.channel.Settings;
import io.barograph.sinks.channel.http.HttpCall;
import io.barograph.sinks.channel.http.HttpChannel;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/*
 * Group robots: https://developer.work.weixin.qq.com/document/path/91770
 * At most 20 messages a minute; markdown of at most 4,096 bytes, text of at most 2,048.
 */
/** A robot of a group in WeCom. */
public final class WeComRobotChannel extends HttpChannel {
  private static final String MARKDOWN = "markdown";
  private static final int MAX_MARKDOWN = 4_096;
  private static final int MAX_TEXT = 2_048;

  private final ChannelContext context;
  private final URI url;
  private final boolean isMarkdown;
  private final MessageText text;
  private final List<String> users;
  private final List<String> mobiles;

  private WeComRobotChannel(Settings settings, ChannelContext context) {
    super(settings, context, RateLimit.perMinute(20));
    this.context = context;
    this.url = settings.requiredAddress("url");
    this.isMarkdown =
        settings.choice("msg_type", MARKDOWN, List.of("text", MARKDOWN)).equals(MARKDOWN);
    this.text =
        settings.template(
            "text",
            isMarkdown
                ? "{{ template \"barograph.wecom\" . }}"
                : "{{ template \"barograph.title\" . }}\n{{ template \"barograph.text\" . }}");
    this.users = settings.texts("at_users");
    this.mobiles = settings.texts("at_mobiles");
    if (isMarkdown && !mobiles.isEmpty()) {
      throw settings.failure("at_mobiles", "works with msg_type text alone");
    }
  }

  /** Makes them of {@code wecom_configs}. */
  public static final class Factory implements ChannelFactory {
    @Override
    public String type() {
      return "wecom";
    }

    @Override
    public Channel create(IntegrationConfig integration, ChannelContext context) {
      Settings settings = Settings.of(integration, context);
      Channel channel = new WeComRobotChannel(settings, context);
      settings.finish();
      return channel;
    }
  }

  @Override
  protected CompletableFuture<DeliveryOutcome> attempt(Notification notification)
      throws ExpansionException {
    Message message = Message.of(notification, context, false);
    Map<String, Object> content = new LinkedHashMap<>();
    Map<String, Object> body = new LinkedHashMap<>();
    if (isMarkdown) {
      StringBuilder mentions = new StringBuilder();
      users.forEach(user -> mentions.append("<@").append(user).append('>'));
      content.put(
          "content",
          message.text(text, MAX_MARKDOWN - Message.bytes(mentions.toString())) + mentions);
    } else {
      content.put("content", message.text(text, MAX_TEXT));
      content.put("mentioned_list", users);
      content.put("mentioned_mobile_list", mobiles);
    }
    body.put("msgtype", isMarkdown ? MARKDOWN : "text");
    body.put(isMarkdown ? MARKDOWN : "text", content);
    return ask(HttpCall.json(url, Json.of(body))).thenApply(WeComOutcome::of);
  }
}
