package io.barograph.cli.rules;

import io.barograph.cli.stack.StackException;
import io.barograph.core.rulepack.RulePackBody;
import io.barograph.promql.rules.PackText;
import io.barograph.promql.rules.RuleFile;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A rule pack in a folder, or in a single file.
 *
 * @param name the name of its folder, or the file's own name without its ending
 * @param ruleFiles in the order of their names
 * @param settings its {@code barograph.yml}; empty if it has none
 */
public record PackFolder(String name, List<PackFile> ruleFiles, Optional<PackFile> settings) {
  public PackFolder {
    ruleFiles = List.copyOf(ruleFiles);
  }

  /**
   * A file of the pack.
   *
   * @param given its path as it was given, for messages
   * @param below its path from the pack's folder, with slashes
   */
  public record PackFile(String given, String below, String text) {}

  /**
   * The pack at {@code path}.
   *
   * @throws StackException if it does not exist or holds no rule file
   */
  public static PackFolder read(Path path) throws IOException {
    if (Files.isDirectory(path)) {
      return folder(path);
    } else if (!Files.isRegularFile(path)) {
      throw new StackException(path + " does not exist: name the folder of a pack");
    } else if (RuleFiles.isSettings(path)) {
      throw new StackException(path + " holds the settings of a pack: name its folder");
    }
    String name = path.getFileName().toString();
    return new PackFolder(
        name.replaceFirst("\\.ya?ml$", ""),
        List.of(new PackFile(path.toString(), name, text(path))),
        Optional.empty());
  }

  private static PackFolder folder(Path folder) throws IOException {
    List<PackFile> ruleFiles = new ArrayList<>();
    Optional<PackFile> settings = Optional.empty();
    for (Path path : filesBelow(folder)) {
      if (RuleFile.isRuleFile(path.getFileName().toString())) {
        ruleFiles.add(file(folder, path));
      } else if (RuleFiles.isSettings(path) && !path.getParent().equals(folder)) {
        throw new StackException(
            "%s lies below %s, so it is not the pack's: name %s as a pack of its own"
                .formatted(path, folder, path.getParent()));
      } else if (RuleFiles.isSettings(path)) {
        settings = Optional.of(file(folder, path));
      }
    }
    if (ruleFiles.isEmpty()) {
      throw new StackException(folder + " holds no rule file (*.yml or *.yaml)");
    }
    String name = folder.toAbsolutePath().normalize().getFileName().toString();
    return new PackFolder(name, ruleFiles, settings);
  }

  private static List<Path> filesBelow(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private static PackFile file(Path folder, Path path) throws IOException {
    String below = folder.relativize(path).toString().replace('\\', '/');
    return new PackFile(path.toString(), below, text(path));
  }

  private static String text(Path path) throws IOException {
    try {
      return Files.readString(path);
    } catch (MalformedInputException notText) {
      throw new StackException(path + " must be UTF-8", notText);
    }
  }

  /** Its texts, by the names under which they were given. */
  public PackText text() {
    return new PackText(
        name,
        "",
        ruleFiles.stream().map(PackFolder::named).toList(),
        settings.map(PackFolder::named));
  }

  private static PackText.File named(PackFile file) {
    return new PackText.File(file.given(), file.text());
  }

  /**
   * It as a version to publish.
   *
   * @throws StackException if the topic of rules cannot hold it
   */
  public RulePackBody body(int version, long now, String author, String comment) {
    try {
      return new RulePackBody(
          name,
          version,
          now,
          author,
          comment,
          ruleFiles.stream().map(file -> new RulePackBody.File(file.below(), file.text())).toList(),
          settings.map(PackFile::text).orElse(""));
    } catch (IllegalArgumentException unfit) {
      throw new StackException("%s cannot be published: %s".formatted(name, unfit.getMessage()));
    }
  }
}
