package io.barograph.core.notify.simulation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** When channels answer, fail and refuse. */
final class Weather {
  private static final long SECOND = 1_000;

  private final Random random;
  private final long hoursMillis;
  private final Map<String, List<Spell>> spells = new HashMap<>();

  /** What a channel does. */
  enum Kind {
    TAKES,
    FAILS,
    REFUSES
  }

  private record Spell(long from, long until, Kind kind) {}

  /**
   * Weather of some hours; behind them it is fine.
   *
   * @param hoursMillis how long it may be bad
   */
  Weather(Random random, long hoursMillis) {
    this.random = random;
    this.hoursMillis = hoursMillis;
  }

  /** What a channel does at an instant, milliseconds since the beginning. */
  Kind at(String channel, long since) {
    return spells.computeIfAbsent(channel, this::spellsOf).stream()
        .filter(spell -> since >= spell.from() && since < spell.until())
        .map(Spell::kind)
        .findFirst()
        .orElse(Kind.TAKES);
  }

  private List<Spell> spellsOf(String channel) {
    boolean isFallback = channel.startsWith(Settings.FALLBACK + '/');
    List<Spell> some = new ArrayList<>();
    for (int count = random.nextInt(5); count > 0; count--) {
      long from = random.nextInt((int) hoursMillis);
      long length = SECOND * (isFallback ? 20 : 30 + random.nextInt(1_200));
      Kind kind = isFallback || random.nextBoolean() ? Kind.FAILS : Kind.REFUSES;
      some.add(new Spell(from, Math.min(from + length, hoursMillis), kind));
    }
    return some;
  }
}
