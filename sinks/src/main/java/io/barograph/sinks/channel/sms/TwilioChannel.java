package io.barograph.sinks.channel.sms;

import io.barograph.core.delivery.RateLimit;
import io.barograph.core.notify.DeliveryOutcome;
import io.barograph.core.notify.DeliveryOutcome.Kind;
import io.barograph.core.notify.Notification;
import io.barograph.core.route.IntegrationConfig;
import io.barograph.core.template.ExpansionException;
import io.barograph.core.template.MessageTexts.MessageText;
import io.barograph.sinks.channel.Channel;
import io.barograph.sinks.channel.ChannelContext;
import io.barograph.sinks.channel.ChannelFactory;
import io.barograph.sinks.channel.Message;
import io.barograph.sinks.channel.Settings;
import io.barograph.sinks.channel.Signing;
import io.barograph.sinks.channel.http.HttpCall;
import io.barograph.sinks.channel.http.HttpChannel;
import io.barograph.sinks.channel.http.StatusOutcome;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/*
 * Messages: https://www.twilio.com/docs/messaging/api/message-resource, of at most 1,600 characters.
 */
/**
 * Text messages through Twilio, one request for each telephone, one after the other. Which were
 * reached is remembered, so that a repetition tells only the others.
 */
public final class TwilioChannel extends HttpChannel {
  private static final String API = "https://api.twilio.com/";
  private static final int MAX_TEXT = 480;

  private final ChannelContext context;
  private final URI url;
  private final String authorization;
  private final List<MessageText> to;
  private final MessageText text;
  private final String from;
  private final Reached reached = new Reached();

  private TwilioChannel(Settings settings, ChannelContext context) {
    super(settings, context, RateLimit.perMinute(60));
    this.context = context;
    String account = settings.requiredSecret("account_sid");
    String token = settings.requiredSecret("auth_token");
    this.authorization = "Basic " + Signing.base64(Signing.utf8(account + ':' + token));
    secrets().add(authorization.substring(6));
    this.url =
        settings
            .address("api_url", URI.create(API))
            .resolve("/2010-04-01/Accounts/%s/Messages.json".formatted(encoded(account)));
    this.to = Recipients.of(settings);
    this.from = settings.text("from");
    this.text = settings.template("text", "{{ template \"barograph.sms\" . }}");
  }

  /** Makes them of {@code twilio_configs}. */
  public static final class Factory implements ChannelFactory {
    @Override
    public String type() {
      return "twilio";
    }

    @Override
    public Channel create(IntegrationConfig integration, ChannelContext context) {
      Settings settings = Settings.of(integration, context);
      Channel channel = new TwilioChannel(settings, context);
      settings.finish();
      return channel;
    }
  }

  @Override
  protected CompletableFuture<DeliveryOutcome> attempt(Notification notification)
      throws ExpansionException {
    Message message = Message.of(notification, context, false);
    String told = message.text(text, MAX_TEXT);
    CompletableFuture<DeliveryOutcome> outcome =
        CompletableFuture.completedFuture(DeliveryOutcome.delivered(0, "everybody was reached"));
    for (String number : Recipients.numbers(to, message)) {
      outcome =
          outcome.thenCompose(
              before -> tell(number, told, notification.id()).thenApply(it -> worse(before, it)));
    }
    return outcome;
  }

  private CompletableFuture<DeliveryOutcome> tell(String number, String told, String id) {
    if (reached.contains(id, number)) {
      return CompletableFuture.completedFuture(DeliveryOutcome.delivered(0, "reached before"));
    }
    Map<String, String> fields = new TreeMap<>(Map.of("To", number, "From", from, "Body", told));
    HttpCall call = HttpCall.form(url, AliyunSignature.query(fields));
    return ask(call.with("Authorization", authorization))
        .thenApply(StatusOutcome::of)
        .whenComplete(
            (outcome, failed) -> {
              if (failed == null && outcome.kind() == Kind.DELIVERED) {
                reached.add(id, number);
              }
            });
  }

  /** What may be taken later decides, then what was refused. */
  private static DeliveryOutcome worse(DeliveryOutcome one, DeliveryOutcome other) {
    return rank(other) >= rank(one) ? other : one;
  }

  private static int rank(DeliveryOutcome outcome) {
    return switch (outcome.kind()) {
      case DELIVERED -> 0;
      case REFUSED -> 1;
      case RETRY -> 2;
    };
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}
