package io.barograph.promql.rules;

import java.util.List;

/**
 * A file of rules in Prometheus's YAML.
 *
 * <p>Of several YAML documents only the first counts, as in Prometheus.
 *
 * @param name what it is called in messages
 * @param groups in the order of the file
 */
public record RuleFile(String name, List<RuleGroup> groups) {
  public RuleFile {
    groups = List.copyOf(groups);
  }

  /**
   * The rules in {@code text}.
   *
   * @param name what the file is called in messages
   * @throws RuleFileException if anything is wrong with it, with all that is wrong
   */
  public static RuleFile parse(String name, String text) throws RuleFileException {
    return new RuleFileReader(name).read(text);
  }

  /**
   * True if a file called {@code fileName} in the folder of a rule pack holds rules; tests and
   * Barograph's own settings lie beside them.
   */
  public static boolean isRuleFile(String fileName) {
    return fileName.matches(".*\\.ya?ml")
        && !isTestFile(fileName)
        && !fileName.equals(PackSettings.FILE_NAME);
  }

  /** True if a file called {@code fileName} beside rule files holds their tests. */
  public static boolean isTestFile(String fileName) {
    return fileName.matches(".*[._-]tests?\\.ya?ml");
  }
}
