package io.barograph.core.quality;

/**
 * A rule, or what no rule told of, that should be looked at again.
 *
 * @param rule {@code pack/group/rule}; of {@link Reason#MISSED_FAULT} what the fault is called
 * @param reason why
 * @param figure what is beyond the limit: a share 0 to 1, of {@link Reason#OVER_SOON} seconds
 * @param alerts how many alerts that rests on
 * @param partner the other rule, of {@link Reason#ALWAYS_WITH_ANOTHER} alone; else empty
 */
public record Proposal(String rule, Reason reason, double figure, int alerts, String partner) {
  /** Why a rule should be looked at, the weightiest first. */
  public enum Reason {
    /** No alert told of a fault: a threshold is too far out, or a rule is missing. */
    MISSED_FAULT,
    /** More alerts are false than the target allows: a threshold is too near. */
    OFTEN_FALSE,
    /** A fifth of the alerts flap and more: the condition needs a longer hold, or hysteresis. */
    FLAPS,
    /** Half of the alerts are over within a minute: nobody can do anything by then. */
    OVER_SOON,
    /** Hardly any alert was acted on, though others were: its severity is too high. */
    NOT_ACTED_ON,
    /** Nine of ten alerts come with one of another rule, and not by chance: one is enough. */
    ALWAYS_WITH_ANOTHER
  }
}
