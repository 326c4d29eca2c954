package io.barograph.core.market;

/**
 * A fault that was found in the quotes of one symbol.
 *
 * @param start the event time of its first quote, milliseconds since the epoch; of a gap, of the
 *     last quote before it
 * @param end the event time of its last quote; of a gap, of the first quote after it
 */
public record Finding(String venue, String symbol, MarketFault fault, long start, long end) {
  /** Where findings go, each once, when it has ended. */
  @FunctionalInterface
  public interface Output {
    /** Takes a finding. */
    void found(Finding finding);
  }
}
