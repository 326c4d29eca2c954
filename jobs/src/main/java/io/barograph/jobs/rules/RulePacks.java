package io.barograph.jobs.rules;

import io.barograph.jobs.options.InvalidOptionsException;
import io.barograph.promql.rules.PackSettings;
import io.barograph.promql.rules.PackText;
import io.barograph.promql.rules.RuleFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads rule packs: folders of Prometheus rule files, or single files. */
public final class RulePacks {
  private static final int MAX_PACK_BYTES = 4 << 20;

  private RulePacks() {}

  /**
   * The packs at {@code paths}.
   *
   * @throws InvalidOptionsException if a path does not exist, holds no rule file or too large a one
   */
  public static List<PackText> read(List<String> paths) {
    List<PackText> packs = new ArrayList<>();
    for (String given : paths) {
      Path path = Path.of(given);
      if (Files.isDirectory(path)) {
        packs.add(folder(given, path));
      } else if (isSettings(path)) {
        throw new InvalidOptionsException(
            "rules.paths: %s holds the settings of a pack: name its folder".formatted(given));
      } else if (Files.isRegularFile(path)) {
        String name = path.getFileName().toString().replaceFirst("\\.ya?ml$", "");
        packs.add(new PackText(name, "", List.of(text(given, path)), Optional.empty()));
      } else {
        throw new InvalidOptionsException(
            "rules.paths: %s does not exist; name a folder of rule files, or a file"
                .formatted(given));
      }
    }
    return packs.stream().distinct().toList();
  }

  private static PackText folder(String given, Path folder) {
    List<PackText.File> ruleFiles = new ArrayList<>();
    PackText.File settings = null;
    for (Path file : files(folder)) {
      if (RuleFile.isRuleFile(file.getFileName().toString())) {
        ruleFiles.add(text(file.toString(), file));
      } else if (isSettings(file) && file.getParent().equals(folder)) {
        settings = text(file.toString(), file);
      } else if (isSettings(file)) {
        throw new InvalidOptionsException(
            "rules.paths: %s lies below %s, so it is not the pack's: name %s as a pack of its own"
                .formatted(file, given, file.getParent()));
      }
    }
    if (ruleFiles.isEmpty() && settings == null) {
      throw new InvalidOptionsException(
          "rules.paths: %s holds no rule file (*.yml or *.yaml) and no %s"
              .formatted(given, PackSettings.FILE_NAME));
    }
    String name = folder.toAbsolutePath().normalize().getFileName().toString();
    return new PackText(name, "", ruleFiles, Optional.ofNullable(settings));
  }

  private static boolean isSettings(Path file) {
    return file.endsWith(PackSettings.FILE_NAME) && Files.isRegularFile(file);
  }

  private static List<Path> files(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    } catch (IOException unreadable) {
      throw new InvalidOptionsException("rules.paths: cannot read " + folder + ": " + unreadable);
    }
  }

  private static PackText.File text(String name, Path file) {
    try {
      if (Files.size(file) > MAX_PACK_BYTES) {
        throw new InvalidOptionsException(
            "rules.paths: %s is larger than %d bytes".formatted(file, MAX_PACK_BYTES));
      }
      return new PackText.File(name, Files.readString(file));
    } catch (IOException unreadable) {
      throw new InvalidOptionsException("rules.paths: cannot read " + file + ": " + unreadable);
    }
  }
}
