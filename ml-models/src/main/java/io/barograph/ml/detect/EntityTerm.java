package io.barograph.ml.detect;

import java.util.Locale;

/**
 * A term of the score of an entity: a mean over its metrics of how rare the deviations of one
 * member are.
 *
 * @param member the name of the member, such as {@code shape}
 * @param metrics of how many metrics the mean is, those with the rarest deviations; 0 for all
 * @param scale own if the mean counts by its rarity in the entity's own past, common as it stands
 * @param weight its factor, above 0
 */
public record EntityTerm(String member, int metrics, SeriesTerm.Scale scale, double weight) {
  /** Checks. */
  public EntityTerm {
    if (!(weight > 0) || metrics < 0) {
      throw new IllegalArgumentException(
          "weight of %s must be > 0 and its metrics >= 0, were %s and %d"
              .formatted(member, weight, metrics));
    }
  }

  static EntityTerm parse(String key, String text) {
    TermFields fields = new TermFields(key, text, 4);
    return new EntityTerm(
        fields.choice(0, MemberKind.values()).text(),
        (int) fields.number(1),
        fields.choice(2, SeriesTerm.Scale.values()),
        fields.number(3));
  }

  MemberKind kind() {
    return MemberKind.valueOf(member.toUpperCase(Locale.ROOT).replace('-', '_'));
  }
}
