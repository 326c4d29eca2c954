package io.barograph.sinks.channel.sms;

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
import io.barograph.sinks.channel.http.StatusOutcome;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/*
 * SendSms: https://cloud.tencent.com/document/api/382/55981, with its error codes.
 */
/** Text messages through Tencent Cloud, by a template that is approved there. */
public final class TencentSmsChannel extends HttpChannel {
  private static final String API = "https://sms.tencentcloudapi.com/";
  private static final String CONTENT_TYPE = "application/json; charset=utf-8";
  private static final int MAX_PARAMETER = 100;

  private final ChannelContext context;
  private final URI url;
  private final TencentSignature signature;
  private final List<MessageText> to;
  private final List<MessageText> parameters;
  private final String signName;
  private final String templateId;
  private final String application;
  private final String region;

  private TencentSmsChannel(Settings settings, ChannelContext context) {
    super(settings, context, RateLimit.perMinute(60));
    this.context = context;
    this.url = settings.address("api_url", URI.create(API));
    String host = url.getPort() < 0 ? url.getHost() : url.getHost() + ':' + url.getPort();
    this.signature =
        new TencentSignature(
            settings.requiredSecret("secret_id"),
            settings.requiredSecret("secret_key"),
            "sms",
            host);
    this.to = Recipients.of(settings);
    this.signName = settings.text("sign_name");
    this.templateId = settings.text("template_id");
    this.application = settings.text("sdk_app_id");
    this.region = settings.text("region", "ap-guangzhou");
    this.parameters =
        settings.has("template_params")
            ? settings.templateList("template_params")
            : List.of(settings.template("text", "{{ template \"barograph.sms\" . }}"));
  }

  /** Makes them of {@code tencent_sms_configs}. */
  public static final class Factory implements ChannelFactory {
    @Override
    public String type() {
      return "tencent_sms";
    }

    @Override
    public Channel create(IntegrationConfig integration, ChannelContext context) {
      Settings settings = Settings.of(integration, context);
      Channel channel = new TencentSmsChannel(settings, context);
      settings.finish();
      return channel;
    }
  }

  @Override
  protected CompletableFuture<DeliveryOutcome> attempt(Notification notification)
      throws ExpansionException {
    Message message = Message.of(notification, context, false);
    List<String> told = new ArrayList<>();
    for (MessageText parameter : parameters) {
      told.add(Message.cut(message.text(parameter), MAX_PARAMETER));
    }
    String body =
        Json.of(
            Json.object(
                "PhoneNumberSet", Recipients.numbers(to, message),
                "SmsSdkAppId", application,
                "SignName", signName,
                "TemplateId", templateId,
                "TemplateParamSet", told,
                "SessionContext", notification.id()));
    long seconds = context.clock().millis() / 1_000;
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Content-Type", CONTENT_TYPE);
    headers.put("Authorization", signature.authorization(CONTENT_TYPE, body, seconds));
    headers.put("X-TC-Action", "SendSms");
    headers.put("X-TC-Version", "2021-01-11");
    headers.put("X-TC-Timestamp", String.valueOf(seconds));
    headers.put("X-TC-Region", region);
    return ask(new HttpCall("POST", url, headers, body)).thenApply(TencentSmsChannel::outcome);
  }

  /**
   * What an answer means. It has a code for each telephone: if any was reached, repeating would
   * tell it again, so that is delivered, and the answer says which were not.
   */
  static DeliveryOutcome outcome(HttpAnswer answer) {
    if (!answer.isSuccess()) {
      return StatusOutcome.of(answer);
    }
    Map<String, String> body = JsonAnswer.scalars(answer.body());
    List<String> codes =
        body.keySet().stream()
            .filter(name -> name.matches("Response\\.(Error|SendStatusSet\\.[0-9]+)\\.Code"))
            .map(body::get)
            .toList();
    if (codes.contains("Ok")) {
      return DeliveryOutcome.delivered(answer.status(), answer.body());
    }
    return codes.stream().anyMatch(TencentSmsChannel::isLater)
        ? DeliveryOutcome.retry(answer.status(), answer.body(), answer.retryAfterMillis())
        : DeliveryOutcome.refused(answer.status(), answer.body());
  }

  private static boolean isLater(String code) {
    return code.startsWith("RequestLimitExceeded")
        || code.startsWith("InternalError")
        || code.equals("LimitExceeded.DeliveryFrequencyLimit")
        || code.equals("LimitExceeded.PhoneNumberThirtySecondLimit")
        || code.equals("LimitExceeded.PhoneNumberOneHourLimit");
  }
}
