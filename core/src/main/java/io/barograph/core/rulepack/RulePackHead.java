package io.barograph.core.rulepack;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * Which version of a pack stands.
 *
 * <p>Each head replaces the one before it and has a later {@link #publishedAt}, which names it.
 *
 * @param live the version whose alerts are published; {@link #NONE} if the pack is deleted
 * @param shadow the version that is tried beside it; {@link #NONE} if none is
 * @param effectiveFrom milliseconds of event time: it holds from the first tick at or after that
 * @param author who published it; may be empty
 * @param comment why; may be empty
 * @param publishedAt milliseconds since the epoch
 * @param history the latest activations, oldest first; the last is that of {@code live}
 */
public record RulePackHead(
    String pack,
    int live,
    int shadow,
    long effectiveFrom,
    String author,
    String comment,
    long publishedAt,
    List<Activation> history)
    implements RulePackRecord {
  /** Stands for no version. */
  public static final int NONE = 0;

  /** The most activations that are remembered. */
  public static final int MAX_HISTORY = 100;

  public RulePackHead {
    Checks.name("pack", pack);
    Checks.atLeast("live", live, NONE);
    Checks.atLeast("shadow", shadow, NONE);
    Checks.atLeast("effectiveFrom", effectiveFrom, 0);
    Checks.author(author);
    Checks.comment(comment);
    Checks.atLeast("publishedAt", publishedAt, 0);
    history = List.copyOf(history);
    if (history.isEmpty() || history.size() > MAX_HISTORY) {
      throw new IllegalArgumentException(
          "history must have 1 to %d activations, had %d".formatted(MAX_HISTORY, history.size()));
    }
    for (int i = 1; i < history.size(); i++) {
      if (history.get(i).publishedAt() <= history.get(i - 1).publishedAt()) {
        throw new IllegalArgumentException(
            "history must be in the order of publishedAt, activation %d was not later than the one before it"
                .formatted(i));
      }
    }
    Activation last = history.get(history.size() - 1);
    if (last.live() != live || last.publishedAt() > publishedAt) {
      throw new IllegalArgumentException(
          "history must end with the activation of live %d, ended with %d"
              .formatted(live, last.live()));
    }
  }

  /**
   * That a version became the one that stands, or that the pack was deleted.
   *
   * @param live the version; {@link #NONE} if the pack was deleted
   * @param effectiveFrom from when, milliseconds of event time
   * @param publishedAt that of the head which said so
   */
  public record Activation(
      int live, long effectiveFrom, String author, String comment, long publishedAt)
      implements Serializable {
    public Activation {
      Checks.atLeast("live", live, NONE);
      Checks.atLeast("effectiveFrom", effectiveFrom, 0);
      Checks.author(author);
      Checks.comment(comment);
      Checks.atLeast("publishedAt", publishedAt, 0);
    }

    /** True if it took the pack away. */
    public boolean isDeletion() {
      return live == NONE;
    }
  }

  /**
   * Who changes what stands, when and why.
   *
   * @param effectiveFrom from when it is to hold, milliseconds of event time
   * @param now milliseconds since the epoch
   */
  public record Change(long effectiveFrom, String author, String comment, long now) {
    public Change {
      Checks.atLeast("effectiveFrom", effectiveFrom, 0);
      Checks.author(author);
      Checks.comment(comment);
      Checks.atLeast("now", now, 0);
    }
  }

  /** The first head of a pack. */
  public static RulePackHead first(String pack, int version, Change change) {
    requireVersion(version);
    return new RulePackHead(
        pack,
        version,
        NONE,
        change.effectiveFrom(),
        change.author(),
        change.comment(),
        change.now(),
        List.of(activation(version, change, change.now())));
  }

  /** The first head of a pack of which a version is tried before any stands. */
  public static RulePackHead firstInShadow(String pack, int version, Change change) {
    requireVersion(version);
    return new RulePackHead(
        pack,
        NONE,
        version,
        change.effectiveFrom(),
        change.author(),
        change.comment(),
        change.now(),
        List.of(activation(NONE, change, change.now())));
  }

  /**
   * The head with which a newer version than all before it stands.
   *
   * @throws IllegalArgumentException if {@code version} stood before
   */
  public RulePackHead next(int version, Change change) {
    int newest = history.stream().mapToInt(Activation::live).max().orElseThrow();
    if (version <= newest) {
      throw new IllegalArgumentException(
          "version of %s must be > %d, which has stood, was %d; a version that stood comes back by a rollback"
              .formatted(pack, newest, version));
    }
    return activate(version, change);
  }

  /**
   * The head with which a version that was published before stands again.
   *
   * @throws IllegalArgumentException if it stands already
   */
  public RulePackHead rollback(int version, Change change) {
    requireVersion(version);
    if (version == live) {
      throw new IllegalArgumentException("version %d of %s stands already".formatted(live, pack));
    }
    return activate(version, change);
  }

  /**
   * The head with which the pack is gone, its shadow too.
   *
   * @throws IllegalArgumentException if it is gone already
   */
  public RulePackHead delete(Change change) {
    if (isDeleted() && shadow == NONE) {
      throw new IllegalArgumentException("%s is deleted already".formatted(pack));
    }
    return activate(NONE, change);
  }

  /**
   * The head with which another version, or {@link #NONE}, is tried beside the one that stands. It
   * holds no earlier than the latest activation.
   */
  public RulePackHead withShadow(int version, Change change) {
    return new RulePackHead(
        pack,
        live,
        version,
        Math.max(change.effectiveFrom(), latest().effectiveFrom()),
        change.author(),
        change.comment(),
        publishedAfterThis(change),
        history);
  }

  /**
   * The head with which the version that is tried stands.
   *
   * @throws IllegalArgumentException if none is
   */
  public RulePackHead promote(Change change) {
    return activate(requireShadow(), change);
  }

  /**
   * The head with which nothing is tried any more, and what stands goes on.
   *
   * @throws IllegalArgumentException if nothing is
   */
  public RulePackHead withdraw(Change change) {
    requireShadow();
    return withShadow(NONE, change);
  }

  private int requireShadow() {
    if (shadow == NONE) {
      throw new IllegalArgumentException("no version of %s is tried".formatted(pack));
    }
    return shadow;
  }

  /** True if versions were only tried so far: what stands is not said. */
  public boolean hasNeverStood() {
    return history.size() == 1 && latest().isDeletion();
  }

  /** True if no version stands. */
  public boolean isDeleted() {
    return live == NONE;
  }

  /** The activation of {@link #live}. */
  public Activation latest() {
    return history.get(history.size() - 1);
  }

  /**
   * The version that stands at a tick: that of the latest published activation which holds by then;
   * {@link #NONE} if the pack is deleted then, or the tick lies before all that is remembered.
   */
  public int liveAt(long tick) {
    for (int i = history.size() - 1; i >= 0; i--) {
      if (history.get(i).effectiveFrom() <= tick) {
        return history.get(i).live();
      }
    }
    return NONE;
  }

  @Override
  public RulePackKey.OfHead key() {
    return new RulePackKey.OfHead(pack);
  }

  /** A version that is activated is no longer tried. */
  private RulePackHead activate(int version, Change change) {
    long published = publishedAfterThis(change);
    List<Activation> activations = new ArrayList<>(history);
    activations.add(activation(version, change, published));
    int surplus = Math.max(0, activations.size() - MAX_HISTORY);
    return new RulePackHead(
        pack,
        version,
        version == NONE || version == shadow ? NONE : shadow,
        change.effectiveFrom(),
        change.author(),
        change.comment(),
        published,
        activations.subList(surplus, activations.size()));
  }

  /** A head is named by this, so two never share it, whatever the clocks of their authors say. */
  private long publishedAfterThis(Change change) {
    return Math.max(change.now(), publishedAt + 1);
  }

  private static Activation activation(int version, Change change, long published) {
    return new Activation(
        version, change.effectiveFrom(), change.author(), change.comment(), published);
  }

  private static void requireVersion(int version) {
    Checks.atLeast("version", version, NONE + 1);
  }
}
