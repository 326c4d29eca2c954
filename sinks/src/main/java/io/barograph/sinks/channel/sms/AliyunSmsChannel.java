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
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/*
 * SendSms: https://help.aliyun.com/zh/sms/developer-reference/api-dysmsapi-2017-05-25-sendsms
 * Error codes: https://help.aliyun.com/zh/sms/developer-reference/api-error-codes
 */
/** Text messages through Alibaba Cloud, by a template that is approved there. */
public final class AliyunSmsChannel extends HttpChannel {
  private static final String API = "https://dysmsapi.aliyuncs.com/";
  private static final int MAX_PARAMETER = 100;

  private final ChannelContext context;
  private final URI url;
  private final String accessKeyId;
  private final String accessKeySecret;
  private final List<MessageText> to;
  private final String signName;
  private final String templateCode;
  private final String region;
  private final Map<String, MessageText> parameters;

  private AliyunSmsChannel(Settings settings, ChannelContext context) {
    super(settings, context, RateLimit.perMinute(60));
    this.context = context;
    this.url = settings.address("api_url", URI.create(API));
    this.accessKeyId = settings.requiredSecret("access_key_id");
    this.accessKeySecret = settings.requiredSecret("access_key_secret");
    this.to = Recipients.of(settings);
    this.signName = settings.text("sign_name");
    this.templateCode = settings.text("template_code");
    this.region = settings.text("region", "cn-hangzhou");
    this.parameters =
        settings.has("template_params")
            ? settings.inside("template_params").templates()
            : Map.of("message", settings.template("text", "{{ template \"barograph.sms\" . }}"));
  }

  /** Makes them of {@code aliyun_sms_configs}. */
  public static final class Factory implements ChannelFactory {
    @Override
    public String type() {
      return "aliyun_sms";
    }

    @Override
    public Channel create(IntegrationConfig integration, ChannelContext context) {
      Settings settings = Settings.of(integration, context);
      Channel channel = new AliyunSmsChannel(settings, context);
      settings.finish();
      return channel;
    }
  }

  @Override
  protected CompletableFuture<DeliveryOutcome> attempt(Notification notification)
      throws ExpansionException {
    Message message = Message.of(notification, context, false);
    Map<String, String> request = new TreeMap<>();
    request.put("AccessKeyId", accessKeyId);
    request.put("Action", "SendSms");
    request.put("Format", "JSON");
    request.put("OutId", notification.id());
    request.put("PhoneNumbers", String.join(",", Recipients.numbers(to, message)));
    request.put("RegionId", region);
    request.put("SignName", signName);
    request.put("SignatureMethod", "HMAC-SHA1");
    request.put("SignatureNonce", UUID.randomUUID().toString());
    request.put("SignatureVersion", "1.0");
    request.put("TemplateCode", templateCode);
    request.put("TemplateParam", Json.of(templateParameters(message)));
    request.put("Timestamp", context.clock().instant().truncatedTo(ChronoUnit.SECONDS).toString());
    request.put("Version", "2017-05-25");
    request.put("Signature", AliyunSignature.of("POST", request, accessKeySecret));
    return ask(HttpCall.form(url, AliyunSignature.query(request)))
        .thenApply(AliyunSmsChannel::outcome);
  }

  private Map<String, String> templateParameters(Message message) throws ExpansionException {
    Map<String, String> told = new LinkedHashMap<>();
    for (Map.Entry<String, MessageText> parameter : parameters.entrySet()) {
      told.put(parameter.getKey(), Message.cut(message.text(parameter.getValue()), MAX_PARAMETER));
    }
    return told;
  }

  /** What an answer means: its code tells more than the status. */
  static DeliveryOutcome outcome(HttpAnswer answer) {
    String code = JsonAnswer.scalars(answer.body()).getOrDefault("Code", "");
    if (isLater(code)) {
      return DeliveryOutcome.retry(answer.status(), answer.body(), answer.retryAfterMillis());
    }
    return answer.isSuccess() && !code.equals("OK")
        ? DeliveryOutcome.refused(answer.status(), answer.body())
        : StatusOutcome.of(answer);
  }

  private static boolean isLater(String code) {
    return code.startsWith("Throttling")
        || code.equals("ServiceUnavailable")
        || code.equals("InternalError")
        || code.equals("isp.SYSTEM_ERROR")
        || code.equals("isp.GATEWAY_ERROR")
        || code.equals("isv.BUSINESS_LIMIT_CONTROL");
  }
}
