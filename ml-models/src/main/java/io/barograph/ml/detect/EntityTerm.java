package io.barograph.ml.detect;

import java.util.Locale;

/**
 * A term of the score of an entity: a mean over its metrics of how rare the deviations of one
 * member are, or of how far each is from what the others say of it.
 *
 * @param member the name of the member, such as {@code shape}, or {@value #RELATIONS}
 * @param metrics of how many metrics the mean is, those that deviate most; 0 for all
 * @param scale own if the mean counts by its rarity in the entity's own past, common as it stands
 *     or, of relations, as ln(1 + mean)
 * @param weight its factor, above 0
 */
public record EntityTerm(String member, int metrics, SeriesTerm.Scale scale, double weight) {
  /** The name of {@link MetricRelations}. */
  static final String RELATIONS = "relations";

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
        fields.text(0).equals(RELATIONS) ? RELATIONS : fields.choice(0, MemberKind.values()).text(),
        (int) fields.number(1),
        fields.choice(2, SeriesTerm.Scale.values()),
        fields.number(3));
  }

  boolean isOfRelations() {
    return member.equals(RELATIONS);
  }

  /** The member; only of a term that is not of relations. */
  MemberKind kind() {
    return MemberKind.valueOf(member.toUpperCase(Locale.ROOT).replace('-', '_'));
  }
}
