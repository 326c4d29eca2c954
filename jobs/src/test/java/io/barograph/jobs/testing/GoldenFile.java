package io.barograph.jobs.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Bytes that a released version wrote, which every later version must read.
 *
 * <p>They lie in {@code src/test/resources/golden}. A new format gets a file with a new version;
 * the system property {@code golden.write} writes the files that do not exist yet.
 */
public final class GoldenFile {
  private static final Path FOLDER = Path.of("src", "test", "resources", "golden");

  private GoldenFile() {}

  /**
   * The bytes of a golden file.
   *
   * @param name what is in it, and the version of its format: {@code labels-v1}
   * @param writtenNow what becomes the file if it does not exist and is to be written
   */
  public static byte[] read(String name, byte[] writtenNow) throws IOException {
    Path file = FOLDER.resolve(name + ".bin");
    if (Boolean.getBoolean("golden.write") && Files.notExists(file)) {
      Files.createDirectories(FOLDER);
      Files.write(file, writtenNow);
    }
    return Files.readAllBytes(file);
  }
}
