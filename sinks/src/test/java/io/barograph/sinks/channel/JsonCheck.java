package io.barograph.sinks.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;

/** Checks of bodies in JSON. */
public final class JsonCheck {
  private JsonCheck() {}

  /** Checks that a text of a body is there and not longer than the vendor takes. */
  public static void assertFieldBytesAtMost(String body, String field, int most) {
    String text = JsonAnswer.scalars(body).get(field);
    assertThat(text).isNotEmpty();
    assertThat(text.getBytes(StandardCharsets.UTF_8).length).isBetween(most / 3, most);
  }
}
