package io.barograph.sinks.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What channels send, word for word, in files. With {@code -Dgolden.write=true} the files are
 * written anew, to be read by people before they are committed.
 */
public final class Golden {
  private static final Path FILES = Path.of("src/test/resources/io/barograph/sinks/channel/golden");

  private Golden() {}

  /** Checks a text against its file. */
  public static void check(String name, String text) {
    try {
      if (Boolean.getBoolean("golden.write")) {
        Files.createDirectories(FILES);
        Files.writeString(FILES.resolve(name), text);
      }
      try (InputStream file =
          Boolean.getBoolean("golden.write")
              ? Files.newInputStream(FILES.resolve(name))
              : Golden.class.getResourceAsStream("golden/" + name)) {
        assertThat(file).as(name).isNotNull();
        assertThat(text).isEqualTo(new String(file.readAllBytes(), StandardCharsets.UTF_8));
      }
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
