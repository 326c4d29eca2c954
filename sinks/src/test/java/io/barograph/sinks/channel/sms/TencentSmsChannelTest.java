package io.barograph.sinks.channel.sms;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.core.notify.DeliveryOutcome;
import io.barograph.sinks.channel.ChannelContract;
import io.barograph.sinks.channel.FakeVendor;
import io.barograph.sinks.channel.Language;
import io.barograph.sinks.channel.Notifications;
import io.barograph.sinks.channel.SecondSignatures;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TencentSmsChannelTest extends ChannelContract {
  @Override
  protected String type() {
    return "tencent_sms";
  }

  @Override
  protected Map<String, Object> settings(String url) {
    return Map.ofEntries(
        Map.entry("api_url", url + "/"),
        Map.entry("secret_id", "AKIDtencent-id-secret"),
        Map.entry("secret_key", "tencent-key-secret"),
        Map.entry("to", "+8613800000001"),
        Map.entry("sign_name", "气压计"),
        Map.entry("template_id", "1110"),
        Map.entry("sdk_app_id", "1400006666"));
  }

  @Override
  protected String accepted() {
    return "{\"Response\":{\"SendStatusSet\":[{\"Code\":\"Ok\",\"Message\":\"send success\"}],\"RequestId\":\"r\"}}";
  }

  @Override
  protected String refusal() {
    return "{\"Response\":{\"Error\":{\"Code\":\"AuthFailure.SignatureFailure\",\"Message\":\"x\"},\"RequestId\":\"r\"}}";
  }

  @Override
  protected String tooMany() {
    return "{\"Response\":{\"Error\":{\"Code\":\"RequestLimitExceeded\",\"Message\":\"x\"},\"RequestId\":\"r\"}}";
  }

  @Override
  protected List<String> secrets() {
    return List.of("AKIDtencent-id-secret", "tencent-key-secret");
  }

  @Override
  protected String required() {
    return "secret_id";
  }

  @Override
  protected Language language() {
    return Language.ZH;
  }

  @Override
  protected void checkSignature(FakeVendor.Request request) {
    assertThat(request.header("Authorization"))
        .endsWith(
            SecondSignatures.tencent(
                "tencent-key-secret",
                "sms",
                request.header("Host"),
                request.body(),
                Long.parseLong(request.header("X-TC-Timestamp"))));
  }

  @Override
  protected String settled(String request) {
    return request.replaceAll("Signature=[0-9a-f]+", "Signature=SIGNATURE");
  }

  @Test
  void countsWhoeverWasReached() {
    vendor.otherwise(
        FakeVendor.answer(
            200,
            "{\"Response\":{\"SendStatusSet\":[{\"Code\":\"FailedOperation.PhoneNumberInBlacklist\"},"
                + "{\"Code\":\"Ok\"}]}}"));
    assertThat(send(Notifications.firing()).kind()).isEqualTo(DeliveryOutcome.Kind.DELIVERED);
  }
}
