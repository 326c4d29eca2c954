package io.barograph.core.incident;

import java.io.Serializable;
import java.util.Objects;

/**
 * What to do about incidents of a kind, an alert, or both.
 *
 * @param kind the kind of incident; null for any
 * @param alert the name of the alert that is a member; empty for any
 * @param text what to do, in English
 * @param textZh the same in Chinese; empty if it is not known
 */
public record Recommendation(IncidentKind kind, String alert, String text, String textZh)
    implements Serializable {
  public Recommendation {
    Objects.requireNonNull(alert, "alert");
    Objects.requireNonNull(textZh, "textZh");
    if (kind == null && alert.isEmpty()) {
      throw new IllegalArgumentException("kind or alert must be set");
    }
    if (text.isBlank()) {
      throw new IllegalArgumentException("text must be set");
    }
  }

  /** True if it is about such an incident and such a member. */
  boolean covers(IncidentKind of, String member) {
    return (kind == null || kind == of) && (alert.isEmpty() || alert.equals(member));
  }

  /** How exactly it says what it is about: an alert says more than a kind. */
  int exactness() {
    return (alert.isEmpty() ? 0 : 2) + (kind == null ? 0 : 1);
  }
}
