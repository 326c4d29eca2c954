package io.barograph.sinks.channel.slack;

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
import io.barograph.sinks.channel.http.HttpCall;
import io.barograph.sinks.channel.http.HttpChannel;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/*
 * About one message a second to one channel: https://docs.slack.dev/apis/web-api/rate-limits
 */
/**
 * Slack, by an incoming webhook or, with a bot's token, by chat.postMessage: then what is told of a
 * group stands in the thread of its first message, as long as this channel remembers it.
 */
public final class SlackChannel extends HttpChannel {
  private static final String POST_MESSAGE = "https://slack.com/api/chat.postMessage";

  private final ChannelContext context;
  private final Optional<String> token;
  private final URI url;
  private final MessageText channel;
  private final MessageText username;
  private final MessageText iconEmoji;
  private final MessageText iconUrl;
  private final boolean linkNames;
  private final SlackContent content;
  private final Threads threads = new Threads();

  private SlackChannel(Settings settings, ChannelContext context) {
    super(settings, context, RateLimit.perMinute(60));
    this.context = context;
    this.token = settings.secret("app_token");
    if (token.isPresent()) {
      this.url = settings.address("app_url", URI.create(POST_MESSAGE));
      settings.text("channel");
      settings.has("api_url"); // a default of global that is not needed
      settings.has("api_url_file");
    } else {
      settings.has("app_url"); // a default of global that needs a token
      this.url = settings.requiredAddress("api_url");
    }
    this.channel = settings.template("channel", "");
    this.username = settings.template("username", "{{ template \"slack.default.username\" . }}");
    this.iconEmoji = settings.template("icon_emoji", "");
    this.iconUrl = settings.template("icon_url", "");
    this.linkNames = settings.flag("link_names", false);
    this.content = SlackContent.of(settings);
  }

  /** Makes them of {@code slack_configs}. */
  public static final class Factory implements ChannelFactory {
    @Override
    public String type() {
      return "slack";
    }

    @Override
    public Channel create(IntegrationConfig integration, ChannelContext context) {
      Settings settings = Settings.of(integration, context);
      Channel channel = new SlackChannel(settings, context);
      settings.finish();
      return channel;
    }
  }

  @Override
  protected CompletableFuture<DeliveryOutcome> attempt(Notification notification)
      throws ExpansionException {
    Message message = Message.of(notification, context, token.isPresent());
    String group = notification.groupKey();
    Map<String, Object> body =
        Json.object(
            "channel", message.text(channel),
            "username", message.text(username),
            "icon_emoji", message.text(iconEmoji),
            "icon_url", message.text(iconUrl),
            "link_names", linkNames ? true : null,
            "thread_ts", token.isPresent() ? threads.of(group) : "",
            "text", content.announcement(message),
            "attachments", List.of(content.toJson(message)));
    HttpCall call = HttpCall.json(url, Json.of(body));
    HttpCall authorized =
        token.map(secret -> call.with("Authorization", "Bearer " + secret)).orElse(call);
    return ask(authorized)
        .thenApply(
            answer -> {
              DeliveryOutcome outcome = SlackOutcome.of(answer);
              if (outcome.kind() == DeliveryOutcome.Kind.DELIVERED) {
                String first = JsonAnswer.scalars(answer.body()).getOrDefault("ts", "");
                threads.told(group, first, notification.isFiring());
              }
              return outcome;
            });
  }
}
