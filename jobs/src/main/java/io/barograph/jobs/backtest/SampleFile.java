package io.barograph.jobs.backtest;

import io.barograph.formats.file.SampleFileFormat;
import io.barograph.jobs.options.InvalidOptionsException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * A file of samples.
 *
 * @param path as it was given, or below the folder that was given
 */
record SampleFile(Path path, SampleFileFormat format) {
  private static final int BUFFER = 1 << 18;

  /**
   * The files at {@code paths}, and those below folders among them whose ending is known.
   *
   * @param given the format of all of them, in place of what their endings tell
   * @throws InvalidOptionsException naming what cannot be used, and why
   */
  static List<SampleFile> of(List<Path> paths, Optional<SampleFileFormat> given) {
    List<SampleFile> files = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    for (Path path : paths) {
      if (Files.isDirectory(path)) {
        List<SampleFile> below = below(path, given);
        if (below.isEmpty()) {
          problems.add(
              "--input: %s holds no file of samples; their names end in %s"
                  .formatted(path, SampleFileFormat.endingsInWords()));
        }
        files.addAll(below);
      } else if (!Files.isReadable(path)) {
        problems.add(
            "--input: %s %s; name a file of samples"
                .formatted(path, Files.exists(path) ? "cannot be read" : "does not exist"));
      } else {
        Optional<SampleFileFormat> format = formatOf(path, given);
        format.ifPresentOrElse(
            found -> files.add(new SampleFile(path, found)),
            () ->
                problems.add(
                    "--input: the ending of %s tells no format; endings are %s, or name it with --format"
                        .formatted(path, SampleFileFormat.endingsInWords())));
      }
    }
    if (!problems.isEmpty()) {
      throw new InvalidOptionsException(String.join("\n", problems));
    }
    return files;
  }

  /** Opens the file, unpacked. */
  InputStream open() throws IOException {
    InputStream in = new BufferedInputStream(Files.newInputStream(path), BUFFER);
    return isPacked() ? new GZIPInputStream(in, BUFFER) : in;
  }

  /** True if it is made of lines and not packed, so that it can be read from the middle. */
  boolean isOfPlainLines() {
    return format.isOfLines() && !isPacked();
  }

  private boolean isPacked() {
    return path.toString().toLowerCase(Locale.ROOT).endsWith(SampleFileFormat.PACKED);
  }

  private static Optional<SampleFileFormat> formatOf(Path path, Optional<SampleFileFormat> given) {
    return given.or(() -> SampleFileFormat.ofFileName(path.getFileName().toString()));
  }

  private static List<SampleFile> below(Path folder, Optional<SampleFileFormat> given) {
    try (Stream<Path> all = Files.walk(folder)) {
      List<SampleFile> files = new ArrayList<>();
      all.filter(Files::isRegularFile)
          .sorted()
          .forEach(
              path ->
                  formatOf(path, given)
                      .ifPresent(format -> files.add(new SampleFile(path, format))));
      return files;
    } catch (IOException unreadable) {
      throw new InvalidOptionsException("--input: cannot read " + folder + ": " + unreadable);
    }
  }
}
