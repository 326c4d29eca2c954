package io.barograph.core.rulepack;

import java.io.Serializable;

/** What a record of the topic of rules is about. */
public sealed interface RulePackKey extends Serializable {
  /** The pack. */
  String pack();

  /** The key as it stands in the topic; {@link #parse} reads it back. */
  String text();

  /**
   * A version of a pack.
   *
   * @param version 1 or more
   */
  record OfBody(String pack, int version) implements RulePackKey {
    public OfBody {
      Checks.name("pack", pack);
      Checks.atLeast("version", version, 1);
    }

    @Override
    public String text() {
      return "body/" + pack + "/" + version;
    }
  }

  /** Which version of a pack stands. */
  record OfHead(String pack) implements RulePackKey {
    public OfHead {
      Checks.name("pack", pack);
    }

    @Override
    public String text() {
      return "head/" + pack;
    }
  }

  /**
   * What a job made of a head.
   *
   * @param publishedAt that of the head
   */
  record OfEffect(String job, String pack, long publishedAt) implements RulePackKey {
    public OfEffect {
      Checks.name("job", job);
      Checks.name("pack", pack);
      Checks.atLeast("publishedAt", publishedAt, 0);
    }

    @Override
    public String text() {
      return "effective/" + job + "/" + pack + "/" + publishedAt;
    }
  }

  /**
   * The key that {@code text} writes.
   *
   * @throws IllegalArgumentException if it writes none
   */
  static RulePackKey parse(String text) {
    String[] parts = text.split("/", -1);
    try {
      RulePackKey key =
          switch (parts[0] + "/" + parts.length) {
            case "body/3" -> new OfBody(parts[1], Integer.parseInt(parts[2]));
            case "head/2" -> new OfHead(parts[1]);
            case "effective/4" -> new OfEffect(parts[1], parts[2], Long.parseLong(parts[3]));
            default -> throw unknown(text, null);
          };
      if (!key.text().equals(text)) {
        throw unknown(text, null);
      }
      return key;
    } catch (NumberFormatException noNumber) {
      throw unknown(text, noNumber);
    }
  }

  private static IllegalArgumentException unknown(String text, Exception cause) {
    return new IllegalArgumentException(
        "key must be body/PACK/VERSION, head/PACK or effective/JOB/PACK/PUBLISHED_AT, was \"%s\""
            .formatted(text.length() <= Checks.MAX_NAME ? text : text.substring(0, 97) + "..."),
        cause);
  }
}
