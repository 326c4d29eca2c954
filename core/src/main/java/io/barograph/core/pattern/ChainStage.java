package io.barograph.core.pattern;

import io.barograph.core.labels.LabelMatcher;
import io.barograph.core.labels.Labels;
import java.io.Serializable;
import java.util.List;
import java.util.Objects;

/**
 * Which state changes are a stage of a chain.
 *
 * @param source what they are of
 * @param matchers all must pass on their labels, {@code alertname} inside; at least one
 * @param isFiring true if they begin, false if they recover
 */
public record ChainStage(StateSource source, List<LabelMatcher> matchers, boolean isFiring)
    implements Serializable {
  public ChainStage {
    Objects.requireNonNull(source, "source");
    matchers = List.copyOf(matchers);
    if (matchers.isEmpty()) {
      throw new IllegalArgumentException("a stage must have a matcher, had none: name an alert");
    }
    if (source == StateSource.CHANGES && !isFiring) {
      throw new IllegalArgumentException("a change does not resolve: only alerts do");
    }
  }

  /** True if a state change is this stage. */
  boolean covers(StateChange change) {
    return change.isFiring() == isFiring && coversUndirected(change);
  }

  /** True if a state change is this stage, or the recovery from it. */
  boolean coversUndirected(StateChange change) {
    if (change.source() != source) {
      return false;
    }
    for (LabelMatcher matcher : matchers) {
      if (!matcher.matches(change.labels())) {
        return false;
      }
    }
    return true;
  }

  /** The only alert that can be this stage; empty if several can, or it is no alert. */
  String alert() {
    for (LabelMatcher matcher : matchers) {
      if (matcher.name().equals(Labels.ALERT_NAME) && matcher.type() == LabelMatcher.Type.EQUAL) {
        return matcher.value();
      }
    }
    return "";
  }
}
