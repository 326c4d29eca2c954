package io.barograph.sinks.channel.http;

import java.util.Optional;

/**
 * What the other side answered.
 *
 * @param status the HTTP status
 * @param body the first part of the body, at most {@link #MAX_BODY} bytes of UTF-8
 * @param location where a redirect leads to, if it says so
 * @param retryAfterMillis how long it asks to be left alone; 0 if it says nothing of it
 */
public record HttpAnswer(
    int status, String body, Optional<String> location, long retryAfterMillis) {
  /** How much of a body is kept, bytes. */
  public static final int MAX_BODY = 64 * 1024;

  /** True for 200 to 299. */
  public boolean isSuccess() {
    return status / 100 == 2;
  }
}
