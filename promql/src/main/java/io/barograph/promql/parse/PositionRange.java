package io.barograph.promql.parse;

/**
 * A piece of a query: byte offsets into its UTF-8 form, {@code [start, end)}.
 *
 * @param start the first byte, counted from 0
 * @param end the byte behind the last
 */
public record PositionRange(int start, int end) {
  /** The range of what stands nowhere. */
  public static final PositionRange NONE = new PositionRange(0, 0);

  /** The range from the start of {@code first} to the end of {@code last}. */
  static PositionRange merge(PositionRange first, PositionRange last) {
    return new PositionRange(first.start, last.end);
  }

  /** This range with another start. */
  PositionRange from(int newStart) {
    return new PositionRange(newStart, end);
  }
}
