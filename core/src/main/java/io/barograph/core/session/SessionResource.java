package io.barograph.core.session;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The texts of the calendars that ship, from the class path. */
final class SessionResource {
  private SessionResource() {}

  /** The text of the calendar {@code name}. */
  static String text(String name) {
    String file = name + ".txt";
    try (InputStream in = SessionResource.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException("the calendar " + file + " is not on the class path");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
