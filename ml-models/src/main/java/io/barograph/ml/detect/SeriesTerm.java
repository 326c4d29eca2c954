package io.barograph.ml.detect;

import java.util.Locale;

/**
 * A term of the score of a series.
 *
 * @param member the name of the member, such as {@code robust-z}
 * @param scale how its deviation counts
 * @param weight its factor, above 0
 */
public record SeriesTerm(String member, Scale scale, double weight) {
  /** How a deviation counts. */
  public enum Scale {
    /** By its rarity in the series' own past, in decimal digits. */
    OWN,
    /** By its size, the same for all series, as ln(1 + size). */
    COMMON
  }

  /** Checks. */
  public SeriesTerm {
    if (!(weight > 0)) {
      throw new IllegalArgumentException(
          "weight of %s must be > 0, was %s".formatted(member, weight));
    }
  }

  static SeriesTerm parse(String key, String text) {
    TermFields fields = new TermFields(key, text, 3);
    return new SeriesTerm(
        fields.choice(0, MemberKind.values()).text(),
        fields.choice(1, Scale.values()),
        fields.number(2));
  }

  MemberKind kind() {
    return MemberKind.valueOf(member.toUpperCase(Locale.ROOT).replace('-', '_'));
  }
}
