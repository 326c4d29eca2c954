package io.barograph.promql.rules;

import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;

/**
 * A health score: the weighted mean of parts that each say, from 0 to 1, how well something is.
 *
 * @param name unique in its pack
 * @param place where it begins
 * @param by labels by which the score is held apart; empty for one score of all
 * @param parts at least one
 */
public record HealthCheck(String name, RulePlace place, List<String> by, List<Part> parts) {
  /** What a part counts for where it gives nothing and others do. */
  public enum Missing {
    /** For nothing: the score is that of the others. */
    SKIP("skip"),
    /** For 0, with its weight. */
    ZERO("0");

    private final String wireName;

    Missing(String wireName) {
      this.wireName = wireName;
    }

    /** As it is written in a file. */
    public String wireName() {
      return wireName;
    }
  }

  /**
   * A part of a score.
   *
   * @param name unique in its check
   * @param place where it begins
   * @param weight above 0
   * @param query an instant vector; what of it is not from 0 to 1 is taken for the nearer of them
   * @param missing what it counts for where it gives nothing
   */
  public record Part(
      String name, RulePlace place, BigDecimal weight, String query, Missing missing) {
    public Part {
      Objects.requireNonNull(place);
      Objects.requireNonNull(missing);
    }
  }

  public HealthCheck {
    Objects.requireNonNull(place);
    by = List.copyOf(by);
    parts = List.copyOf(parts);
  }
}
