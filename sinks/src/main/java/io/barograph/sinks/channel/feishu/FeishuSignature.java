package io.barograph.sinks.channel.feishu;

import io.barograph.sinks.channel.Signing;

/** How a robot's requests are signed: nothing, by HMAC-SHA256 with the time and the secret. */
final class FeishuSignature {
  private FeishuSignature() {}

  /** The signature of a time, in base 64. */
  static String of(String secret, long seconds) {
    return Signing.base64(Signing.hmacSha256(Signing.utf8(seconds + "\n" + secret), ""));
  }
}
