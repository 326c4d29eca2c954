package io.barograph.sinks.channel.dingtalk;

import io.barograph.sinks.channel.Signing;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** How a robot's requests are signed: the time and the secret, by HMAC-SHA256 with the secret. */
final class DingTalkSignature {
  private DingTalkSignature() {}

  /** The signature of a time, in base 64. */
  static String of(String secret, long millis) {
    return Signing.base64(Signing.hmacSha256(Signing.utf8(secret), millis + "\n" + secret));
  }

  /** The address with the time and its signature. */
  static URI signed(URI address, String secret, long millis) {
    String sign = URLEncoder.encode(of(secret, millis), StandardCharsets.UTF_8);
    String joint = address.getRawQuery() == null ? "?" : "&";
    return URI.create(address + joint + "timestamp=" + millis + "&sign=" + sign);
  }
}
