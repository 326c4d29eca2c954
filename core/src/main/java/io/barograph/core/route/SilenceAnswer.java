package io.barograph.core.route;

import java.util.Optional;

/**
 * What became of a wish to add, change or end a silence.
 *
 * @param outcome what was done, or why nothing was
 * @param silence as it now stands; empty if the wish was refused
 * @param replaced the one that was ended because it could not be changed into {@code silence}
 */
public record SilenceAnswer(
    Outcome outcome, Optional<Silence> silence, Optional<Silence> replaced) {
  /** What was done, or why nothing was. */
  public enum Outcome {
    /** There is a new silence. */
    CREATED("created"),
    /** The silence is changed, and keeps its id. */
    UPDATED("updated"),
    /** The old one is ended, and there is a new one with another id. */
    REPLACED("replaced by another"),
    /** The silence is ended. */
    EXPIRED("expired"),
    /** It had ended before. */
    WAS_EXPIRED("had expired before"),
    /** There is no silence of that id. */
    NOT_FOUND("no silence has this id"),
    /** It says nothing of any label. */
    MATCHES_EMPTY("at least one matcher must ask for something: = and =~ match the empty text"),
    /** It would silence every alert. */
    MATCHES_EVERYTHING("no matcher tells alerts apart: say that everything is meant, or narrow it"),
    /** It ends before it begins. */
    ENDS_BEFORE_START("the end must be after the start"),
    /** It would never hold. */
    ENDS_IN_THE_PAST("the end must be after now"),
    /** No more silences are kept. */
    TOO_MANY("there are too many silences: expire some");

    private final String text;

    Outcome(String text) {
      this.text = text;
    }

    /** The outcome in words. */
    public String text() {
      return text;
    }

    /** True if nothing was done. */
    public boolean isRefusal() {
      return ordinal() >= NOT_FOUND.ordinal();
    }
  }

  static SilenceAnswer of(Outcome outcome, Silence silence) {
    return new SilenceAnswer(outcome, Optional.of(silence), Optional.empty());
  }

  static SilenceAnswer refused(Outcome outcome) {
    return new SilenceAnswer(outcome, Optional.empty(), Optional.empty());
  }
}
