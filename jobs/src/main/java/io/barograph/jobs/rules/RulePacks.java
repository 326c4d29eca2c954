package io.barograph.jobs.rules;

import io.barograph.jobs.options.InvalidOptionsException;
import io.barograph.promql.rules.RuleFile;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Reads rule packs: folders of Prometheus rule files, or single files. */
final class RulePacks {
  private static final int MAX_PACK_BYTES = 4 << 20;

  private RulePacks() {}

  /**
   * The text of one rule file.
   *
   * @param pack the name of its folder, or the file's own name without its ending
   * @param file the path as it was given, for messages
   * @param text what stands in it
   */
  record RuleText(String pack, String file, String text) implements Serializable {}

  /**
   * The rule files at {@code paths}, in the order of their names.
   *
   * @throws InvalidOptionsException if a path does not exist, holds no rule file or too large a one
   */
  static List<RuleText> read(List<String> paths) {
    List<RuleText> texts = new ArrayList<>();
    for (String given : paths) {
      Path path = Path.of(given);
      if (Files.isDirectory(path)) {
        List<Path> files = ruleFiles(path);
        if (files.isEmpty()) {
          throw new InvalidOptionsException(
              "rules.paths: %s holds no rule file (*.yml or *.yaml)".formatted(given));
        }
        String pack = path.toAbsolutePath().normalize().getFileName().toString();
        files.forEach(file -> texts.add(new RuleText(pack, file.toString(), text(file))));
      } else if (Files.isRegularFile(path)) {
        String name = path.getFileName().toString().replaceFirst("\\.ya?ml$", "");
        texts.add(new RuleText(name, given, text(path)));
      } else {
        throw new InvalidOptionsException(
            "rules.paths: %s does not exist; name a folder of rule files, or a file"
                .formatted(given));
      }
    }
    return texts;
  }

  private static List<Path> ruleFiles(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> RuleFile.isRuleFile(file.getFileName().toString()))
          .sorted()
          .toList();
    } catch (IOException unreadable) {
      throw new InvalidOptionsException("rules.paths: cannot read " + folder + ": " + unreadable);
    }
  }

  private static String text(Path file) {
    try {
      if (Files.size(file) > MAX_PACK_BYTES) {
        throw new InvalidOptionsException(
            "rules.paths: %s is larger than %d bytes".formatted(file, MAX_PACK_BYTES));
      }
      return Files.readString(file);
    } catch (IOException unreadable) {
      throw new InvalidOptionsException("rules.paths: cannot read " + file + ": " + unreadable);
    }
  }
}
