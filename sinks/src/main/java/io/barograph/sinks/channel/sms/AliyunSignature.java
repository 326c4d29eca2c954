package io.barograph.sinks.channel.sms;

import io.barograph.sinks.channel.Signing;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;

/*
 * The RPC signature of version 1.0:
 * https://www.alibabacloud.com/help/en/sdk/product-overview/rpc-mechanism
 */
/** How Alibaba Cloud's requests of RPC style are signed: HMAC-SHA1 over the sorted parameters. */
final class AliyunSignature {
  private AliyunSignature() {}

  /** The parameters as a query, sorted and encoded. */
  static String query(Map<String, String> parameters) {
    StringJoiner query = new StringJoiner("&");
    new TreeMap<>(parameters)
        .forEach((name, value) -> query.add(encoded(name) + '=' + encoded(value)));
    return query.toString();
  }

  /** The signature of a request, in base 64. */
  static String of(String method, Map<String, String> parameters, String secret) {
    String text = method + '&' + encoded("/") + '&' + encoded(query(parameters));
    return Signing.base64(Signing.hmacSha1(Signing.utf8(secret + '&'), text));
  }

  /** RFC 3986: letters, digits and {@code -_.~} stay. */
  static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8)
        .replace("+", "%20")
        .replace("*", "%2A")
        .replace("%7E", "~");
  }
}
