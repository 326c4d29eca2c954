package io.barograph.sinks.channel;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signatures by the vendors' documents a second time, with nothing but the JDK. */
public final class SecondSignatures {
  private SecondSignatures() {}

  /** A keyed hash. */
  public static byte[] mac(String algorithm, String key, String text) {
    return mac(algorithm, key.getBytes(StandardCharsets.UTF_8), text);
  }

  private static byte[] mac(String algorithm, byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance(algorithm);
      mac.init(new SecretKeySpec(key, "RAW"));
      mac.update(text.getBytes(StandardCharsets.UTF_8));
      return mac.doFinal();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** In base 64. */
  public static String base64(byte[] bytes) {
    return new String(Base64.getEncoder().encode(bytes), StandardCharsets.US_ASCII);
  }

  /** SHA-256 in hexadecimal digits. */
  public static String sha256(String text) {
    try {
      return hex(
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static String hex(byte[] bytes) {
    StringBuilder hex = new StringBuilder();
    for (byte b : bytes) {
      hex.append(String.format(Locale.ROOT, "%02x", b & 0xff));
    }
    return hex.toString();
  }

  /** A field of a form, decoded. */
  public static String field(String form, String name) {
    return Arrays.stream(form.split("&", -1))
        .filter(pair -> pair.startsWith(name + "="))
        .map(pair -> URLDecoder.decode(pair.substring(name.length() + 1), StandardCharsets.UTF_8))
        .findFirst()
        .orElse("");
  }

  /** The RPC signature of Alibaba Cloud over a form that is encoded by its rules already. */
  public static String aliyun(String method, String form, String secret) {
    String sorted =
        Arrays.stream(form.split("&", -1))
            .filter(pair -> !pair.startsWith("Signature="))
            .sorted()
            .collect(Collectors.joining("&"));
    StringBuilder encoded = new StringBuilder();
    for (byte b : sorted.getBytes(StandardCharsets.UTF_8)) {
      boolean stays = Character.isLetterOrDigit((char) b) || "-_.~".indexOf(b) >= 0;
      encoded.append(stays && b > 0 ? String.valueOf((char) b) : "%%%02X".formatted(b & 0xff));
    }
    return base64(mac("HmacSHA1", secret + "&", method + "&%2F&" + encoded));
  }

  /** The signature v3 of Tencent Cloud over a posted JSON body. */
  public static String tencent(String key, String service, String host, String body, long seconds) {
    String date = LocalDate.ofEpochDay(seconds / 86_400).toString();
    String request =
        "POST\n/\n\ncontent-type:application/json; charset=utf-8\nhost:"
            + host
            + "\n\ncontent-type;host\n"
            + sha256(body);
    String text =
        "TC3-HMAC-SHA256\n%d\n%s/%s/tc3_request\n%s"
            .formatted(seconds, date, service, sha256(request));
    byte[] day = mac("HmacSHA256", "TC3" + key, date);
    byte[] signing = mac("HmacSHA256", mac("HmacSHA256", day, service), "tc3_request");
    return hex(mac("HmacSHA256", signing, text));
  }
}
