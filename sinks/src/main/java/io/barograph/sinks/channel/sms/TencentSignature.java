package io.barograph.sinks.channel.sms;

import io.barograph.sinks.channel.Signing;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;

/*
 * Signature v3: https://www.tencentcloud.com/zh/document/api/1021/34193
 */
/**
 * How Tencent Cloud's requests are signed: TC3-HMAC-SHA256 over a posted body and two headers.
 *
 * @param secretId the name of the key
 * @param secretKey the key
 * @param service the name of the service, such as {@code sms}
 * @param host the host that is asked
 */
record TencentSignature(String secretId, String secretKey, String service, String host) {
  private static final String ALGORITHM = "TC3-HMAC-SHA256";
  private static final String SIGNED = "content-type;host";

  /**
   * The header {@code Authorization}.
   *
   * @param seconds the time that the request names
   */
  String authorization(String contentType, String body, long seconds) {
    String date = Instant.ofEpochSecond(seconds).atZone(ZoneOffset.UTC).toLocalDate().toString();
    String scope = date + '/' + service + "/tc3_request";
    String request =
        String.join(
            "\n",
            "POST",
            "/",
            "",
            "content-type:" + contentType,
            "host:" + host,
            "",
            SIGNED,
            Signing.sha256Hex(body));
    String text =
        String.join("\n", ALGORITHM, String.valueOf(seconds), scope, Signing.sha256Hex(request));
    byte[] dateKey = Signing.hmacSha256(Signing.utf8("TC3" + secretKey), date);
    byte[] serviceKey = Signing.hmacSha256(dateKey, service);
    byte[] signingKey = Signing.hmacSha256(serviceKey, "tc3_request");
    String signature = HexFormat.of().formatHex(Signing.hmacSha256(signingKey, text));
    return "%s Credential=%s/%s, SignedHeaders=%s, Signature=%s"
        .formatted(ALGORITHM, secretId, scope, SIGNED, signature);
  }

  /** The key is a secret: only its name is told. */
  @Override
  public String toString() {
    return "TencentSignature[" + service + "]";
  }
}
