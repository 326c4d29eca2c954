package io.barograph.ml.threshold;

/**
 * How often a limit was crossed.
 *
 * @param times so often samples went beyond it
 * @param samples so many samples lay beyond it
 */
public record Crossings(long times, long samples) {
  /** Both together. */
  public Crossings plus(Crossings other) {
    return new Crossings(times + other.times, samples + other.samples);
  }
}
