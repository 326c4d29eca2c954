package io.barograph.promql.rules;

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

  /**
   * The text of a file.
   *
   * @param name what it is called in messages; no other file of any pack is called so
   */
  public record File(String name, String text) {}
}
