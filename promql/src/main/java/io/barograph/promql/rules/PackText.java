package io.barograph.promql.rules;

import io.barograph.core.rulepack.RulePackBody;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The texts of a rule pack.
 *
 * @param name of the pack
 * @param version which of its versions it is; empty if it has none
 * @param ruleFiles in the order in which they count
 * @param settings its {@value PackSettings#FILE_NAME}; empty if it has none
 */
public record PackText(String name, String version, List<File> ruleFiles, Optional<File> settings) {
  public PackText {
    Objects.requireNonNull(name);
    Objects.requireNonNull(settings);
    ruleFiles = List.copyOf(ruleFiles);
  }

  /** A published version; its files are called {@code desk/rules.yml (version 3)}. */
  public static PackText of(RulePackBody body) {
    return new PackText(
        body.pack(),
        Integer.toString(body.version()),
        body.files().stream().map(file -> named(body, file.name(), file.text())).toList(),
        body.settings().isEmpty()
            ? Optional.empty()
            : Optional.of(named(body, PackSettings.FILE_NAME, body.settings())));
  }

  private static File named(RulePackBody body, String name, String text) {
    return new File("%s/%s (version %d)".formatted(body.pack(), name, body.version()), text);
  }

  /**
   * The text of a file.
   *
   * @param name what it is called in messages; no other file of any pack is called so
   */
  public record File(String name, String text) {}
}
