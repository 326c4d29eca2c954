package io.barograph.jobs.replay;

import io.barograph.jobs.options.InvalidOptionsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;

/**
 * What a replay is started with.
 *
 * @param topology the graph of services, one JSON object
 * @param inputs files of evidence
 * @param packs rule packs whose patterns are looked for
 * @param output the folder of results
 * @param lateness how much later than others evidence may come
 * @param groupWait how long an incident lasts before somebody is told
 */
record ReplayArguments(
    Path topology,
    List<Path> inputs,
    List<String> packs,
    Path output,
    Duration lateness,
    Duration groupWait) {

  static ReplayArguments parse(String[] arguments) {
    Path topology = null;
    Path output = null;
    List<Path> inputs = new ArrayList<>();
    List<String> packs = new ArrayList<>();
    Duration lateness = Duration.ofSeconds(30);
    Duration groupWait = Duration.ofSeconds(30);
    for (int i = 0; i + 1 < arguments.length; i += 2) {
      String value = arguments[i + 1];
      switch (arguments[i]) {
        case "--topology" -> topology = file(value);
        case "--input" -> inputs.add(file(value));
        case "--patterns" -> packs.add(value);
        case "--output" -> output = Path.of(value);
        case "--lateness" -> lateness = duration(value);
        case "--group-wait" -> groupWait = duration(value);
        default -> throw new InvalidOptionsException(arguments[i] + " is not an argument");
      }
    }
    if (topology == null || inputs.isEmpty() || output == null || arguments.length % 2 != 0) {
      throw new InvalidOptionsException(
          "usage: --topology FILE --input FILE [--input FILE] [--patterns PACK] --output DIR"
              + " [--lateness PT30S] [--group-wait PT30S]");
    }
    return new ReplayArguments(
        topology, List.copyOf(inputs), List.copyOf(packs), output, lateness, groupWait);
  }

  private static Path file(String name) {
    Path file = Path.of(name);
    if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
      throw new InvalidOptionsException(name + ": is no file that can be read");
    }
    return file;
  }

  private static Duration duration(String text) {
    try {
      Duration duration = Duration.parse(text);
      if (duration.isNegative()) {
        throw new InvalidOptionsException(text + " must be >= 0");
      }
      return duration;
    } catch (DateTimeParseException malformed) {
      throw new InvalidOptionsException(text + " is no duration of ISO 8601 such as PT30S");
    }
  }
}
