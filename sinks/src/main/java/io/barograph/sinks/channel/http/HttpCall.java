package io.barograph.sinks.channel.http;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A request.
 *
 * @param method {@code GET}, {@code POST} or {@code PUT}
 * @param address where to; it may hold secrets
 * @param headers by name
 * @param body what is sent, the empty text for nothing
 */
public record HttpCall(String method, URI address, Map<String, String> headers, String body) {
  /** Keeps the order of the headers. */
  public HttpCall {
    headers = new LinkedHashMap<>(headers);
  }

  /** A JSON text, posted. */
  public static HttpCall json(URI address, String body) {
    return new HttpCall("POST", address, Map.of("Content-Type", "application/json"), body);
  }

  /** The fields of a form, already encoded, posted. */
  public static HttpCall form(URI address, String body) {
    return new HttpCall(
        "POST", address, Map.of("Content-Type", "application/x-www-form-urlencoded"), body);
  }

  /** A question. */
  public static HttpCall get(URI address) {
    return new HttpCall("GET", address, Map.of(), "");
  }

  /** The same with a header more. */
  public HttpCall with(String header, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(header, value);
    return new HttpCall(method, address, more, body);
  }

  /** An address and a body can hold secrets: only the method and the host are told. */
  @Override
  public String toString() {
    return method + ' ' + address.getHost();
  }
}
