package io.barograph.cli.stack;

import java.time.Duration;

/**
 * How long to wait before a server that died is started again: nothing the first time, then one
 * second, doubled with each death up to half a minute. Ten quiet minutes forget the past.
 *
 * @param deaths the deaths so far without ten quiet minutes between them
 * @param lastDeathMillis when the last was, milliseconds since the epoch
 */
record RestartBackoff(int deaths, long lastDeathMillis) {
  /** Before any death. */
  static final RestartBackoff NONE = new RestartBackoff(0, 0);

  private static final Duration FORGET_AFTER = Duration.ofMinutes(10);
  private static final Duration LONGEST = Duration.ofSeconds(30);

  /** After one more death at {@code nowMillis}. */
  RestartBackoff afterDeath(long nowMillis) {
    boolean forgotten = deaths == 0 || nowMillis - lastDeathMillis > FORGET_AFTER.toMillis();
    return new RestartBackoff(forgotten ? 1 : deaths + 1, nowMillis);
  }

  /** How long to wait now. */
  Duration pause() {
    if (deaths <= 1) {
      return Duration.ZERO;
    }
    long seconds = 1L << Math.min(deaths - 2, 10);
    return seconds > LONGEST.toSeconds() ? LONGEST : Duration.ofSeconds(seconds);
  }
}
