package io.barograph.cli.rules;

import io.barograph.cli.stack.StackException;
import io.barograph.promql.rules.PackSettings;
import io.barograph.promql.rules.RuleFile;
import io.barograph.promql.rules.RuleFileException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The rule files that a command line names. */
public final class RuleFiles {
  private RuleFiles() {}

  /**
   * The files, and those below the folders, without the tests beside them.
   *
   * @throws StackException if one does not exist, or a folder holds neither one nor settings
   */
  public static List<Path> in(List<Path> paths) throws IOException {
    List<Path> all = new ArrayList<>();
    for (Path path : paths) {
      List<Path> files = in(path);
      if (files.isEmpty() && settingsIn(List.of(path)).isEmpty()) {
        throw new StackException(path + " holds no .yml or .yaml file: name a rule file");
      }
      all.addAll(files);
    }
    return all;
  }

  /** The settings of packs that are named or lie below the folders. */
  public static List<Path> settingsIn(List<Path> paths) throws IOException {
    List<Path> all = new ArrayList<>();
    for (Path path : paths) {
      all.addAll(files(path, RuleFiles::isSettings));
    }
    return all;
  }

  /** The folder of a pack whose settings are named; any other path as it is. */
  public static Path packOf(Path path) {
    return isSettings(path) && Files.isRegularFile(path)
        ? Optional.ofNullable(path.getParent()).orElse(Path.of(""))
        : path;
  }

  /** True if the file holds the settings of the pack in whose folder it lies. */
  public static boolean isSettings(Path file) {
    return file.endsWith(PackSettings.FILE_NAME);
  }

  /** The rules of a file; absent, with everything that is wrong told, if it is no rule file. */
  public static Optional<RuleFile> read(Path file, PrintWriter errors) throws IOException {
    try {
      return Optional.of(RuleFile.parse(file.toString(), Files.readString(file)));
    } catch (RuleFileException invalid) {
      invalid.errors().forEach(errors::println);
      return Optional.empty();
    }
  }

  /** The same of the settings of a pack. */
  public static Optional<PackSettings> readSettings(Path file, PrintWriter errors)
      throws IOException {
    try {
      return Optional.of(PackSettings.parse(file.toString(), Files.readString(file)));
    } catch (RuleFileException invalid) {
      invalid.errors().forEach(errors::println);
      return Optional.empty();
    }
  }

  private static List<Path> in(Path path) throws IOException {
    if (!Files.exists(path)) {
      throw new StackException(path + " does not exist: name a rule file or a folder");
    }
    if (!Files.isDirectory(path)) {
      return List.of(path);
    }
    return files(path, file -> RuleFile.isRuleFile(file.getFileName().toString()));
  }

  private static List<Path> files(Path folder, Predicate<Path> wanted) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(wanted).sorted().toList();
    }
  }
}
