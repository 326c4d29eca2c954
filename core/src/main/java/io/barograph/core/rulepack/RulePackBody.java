package io.barograph.core.rulepack;

import java.io.Serializable;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * One version of a rule pack: the texts of its files. It never changes.
 *
 * @param version 1 for the first of the pack, each later one greater
 * @param createdAt milliseconds since the epoch
 * @param author who published it; may be empty
 * @param comment why; may be empty
 * @param files its rule files, at least one, in the order of their names
 * @param settings the text of its {@code barograph.yml}; empty if it has none
 */
public record RulePackBody(
    String pack,
    int version,
    long createdAt,
    String author,
    String comment,
    List<File> files,
    String settings)
    implements RulePackRecord {
  /** The most rule files of a pack. */
  public static final int MAX_FILES = 1_000;

  public RulePackBody {
    Checks.name("pack", pack);
    Checks.atLeast("version", version, 1);
    Checks.atLeast("createdAt", createdAt, 0);
    Checks.author(author);
    Checks.comment(comment);
    Objects.requireNonNull(settings);
    files = List.copyOf(files);
    if (files.isEmpty() || files.size() > MAX_FILES) {
      throw new IllegalArgumentException(
          "files must be 1 to %d, were %d".formatted(MAX_FILES, files.size()));
    }
    Set<String> names = new HashSet<>();
    for (File file : files) {
      if (!names.add(file.name())) {
        throw new IllegalArgumentException(
            "files must have different names, two were \"%s\"".formatted(file.name()));
      }
    }
  }

  /**
   * A rule file.
   *
   * @param name its path from the pack's folder, with slashes
   * @param text what stands in it
   */
  public record File(String name, String text) implements Serializable {
    private static final int MAX_NAME = 500;

    public File {
      Objects.requireNonNull(text);
      if (!isPathBelow(name)) {
        throw new IllegalArgumentException(
            "name of a file must be a path below the pack's folder, with slashes and at most %d characters, was \"%s\""
                .formatted(MAX_NAME, name));
      }
    }

    private static boolean isPathBelow(String name) {
      if (name.length() > MAX_NAME
          || name.indexOf('\\') >= 0
          || name.chars().anyMatch(Character::isISOControl)) {
        return false;
      }
      for (String part : name.split("/", -1)) {
        if (part.isEmpty() || part.equals(".") || part.equals("..")) {
          return false;
        }
      }
      return true;
    }
  }

  @Override
  public RulePackKey.OfBody key() {
    return new RulePackKey.OfBody(pack, version);
  }

  /** True if the other version says the same, whoever published it, when and why. */
  public boolean saysTheSameAs(RulePackBody other) {
    return pack.equals(other.pack) && files.equals(other.files) && settings.equals(other.settings);
  }
}
