package io.barograph.cli;

import io.barograph.cli.stack.IndexRetention;
import io.barograph.cli.stack.IndexTemplates;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeMap;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;

/** The option that says how long indices live. */
final class RetentionOption {
  @Option(
      names = "--retention",
      paramLabel = "[FAMILY=]TIME",
      description =
          "how long an index lives from its making, in days: of all families, or of one such as"
              + " audit=800d; may be given several times (default: 400d, at least 32d)")
  private List<String> texts = List.of();

  /** The options as they would be given to another command. */
  List<String> asArguments() {
    return texts.stream().map(text -> "--retention=" + text).toList();
  }

  /**
   * What the options say.
   *
   * @param templates the folder of the index templates, which knows the families
   * @throws ParameterException if a family is not known or a time is none
   */
  IndexRetention retention(Path templates, CommandSpec spec) throws IOException {
    SortedSet<String> known = IndexTemplates.families(templates);
    Duration all = IndexRetention.DEFAULT.all();
    TreeMap<String, Duration> families = new TreeMap<>();
    try {
      for (String text : texts) {
        int equals = text.indexOf('=');
        Duration time = new DurationConverter().convert(text.substring(equals + 1));
        String family = text.substring(0, Math.max(0, equals));
        if (equals < 0) {
          all = time;
        } else if (known.contains(family)) {
          families.put(family, time);
        } else {
          throw new IllegalArgumentException(
              "no family of indices is called '%s', there are %s"
                  .formatted(family, String.join(", ", known)));
        }
      }
      return new IndexRetention(all, families);
    } catch (TypeConversionException | IllegalArgumentException wrong) {
      throw new ParameterException(spec.commandLine(), "--retention: " + wrong.getMessage());
    }
  }
}
