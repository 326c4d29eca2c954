package io.barograph.jobs.patterns;

import io.barograph.core.labels.Fingerprint;
import io.barograph.core.pattern.ChainBook;
import io.barograph.core.pattern.ChainPattern;
import io.barograph.promql.rules.PackSettings;
import io.barograph.promql.rules.PackText;
import io.barograph.promql.rules.RuleFileException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The patterns of the packs that a job is started with, as texts. Immutable.
 *
 * @param texts of the packs that have settings, in their order
 */
public record PackPatterns(List<PatternText> texts) implements Serializable {
  /** Without any pattern. */
  public static final PackPatterns NONE = new PackPatterns(List.of());

  public PackPatterns {
    texts = List.copyOf(texts);
  }

  /** Those of some packs. */
  public static PackPatterns of(List<PackText> packs) {
    List<PatternText> texts = new ArrayList<>();
    for (PackText pack : packs) {
      if (pack.settings().isPresent()) {
        texts.add(PatternText.of(pack.name(), pack.settings(), Long.MIN_VALUE));
      }
    }
    return new PackPatterns(texts);
  }

  /**
   * The patterns.
   *
   * @throws IllegalArgumentException if a text cannot be read, with all that is wrong with it
   */
  ChainBook book() {
    List<ChainBook.Entry> entries = new ArrayList<>();
    for (PatternText text : texts) {
      for (ChainPattern pattern : text.patterns()) {
        entries.add(new ChainBook.Entry(text.pack(), pattern));
      }
    }
    return new ChainBook(entries);
  }

  /** Tells these texts from others. */
  String digest() {
    long hash = Fingerprint.OFFSET_BASIS;
    for (PatternText text : texts) {
      hash = Fingerprint.add(hash, text.pack(), text.settings());
    }
    return Fingerprint.toHex(hash);
  }

  /**
   * What a pack says of patterns from an instant on.
   *
   * @param pack the name of the pack
   * @param from milliseconds of event time
   * @param file what its settings are called in messages
   * @param settings the text of its settings; empty if it has none
   */
  public record PatternText(String pack, long from, String file, String settings)
      implements Serializable {
    static PatternText of(String pack, Optional<PackText.File> settings, long from) {
      return new PatternText(
          pack,
          from,
          settings.map(PackText.File::name).orElse(""),
          settings.map(PackText.File::text).orElse(""));
    }

    /**
     * The patterns.
     *
     * @throws IllegalArgumentException if the text cannot be read, with all that is wrong with it
     */
    List<ChainPattern> patterns() {
      if (settings.isEmpty()) {
        return List.of();
      }
      try {
        return PackSettings.parse(file, settings).patterns();
      } catch (RuleFileException invalid) {
        throw new IllegalArgumentException(invalid.getMessage(), invalid);
      }
    }
  }
}
