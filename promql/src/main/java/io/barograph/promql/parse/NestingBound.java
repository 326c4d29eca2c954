package io.barograph.promql.parse;

import java.util.function.Supplier;

/**
 * Bounds how deep parsing and the tree it builds may nest, so that no query overflows the stack.
 *
 * <p>Keeps the height of the tree that was built last. Not thread-safe.
 */
final class NestingBound {
  /** The greatest depth; the deepest rule seen in public has about 30 levels. */
  static final int MAX_DEPTH = 400;

  private final TokenStream tokens;
  private int depth;
  private int height;

  NestingBound(TokenStream tokens) {
    this.tokens = tokens;
  }

  /** Says that a node without children was built. */
  void leaf() {
    height = 1;
  }

  /** The height of the tree that was built last. */
  int height() {
    return height;
  }

  /** Says that the tree built last and one of height {@code other} got a common parent. */
  void join(int other) {
    height = Math.max(height, other + 1);
    check(height);
  }

  /** Parses what stands one level deeper, below a parent. */
  <T> T enter(Supplier<T> parse) {
    depth++;
    try {
      check(depth);
      T result = parse.get();
      height++;
      check(height);
      return result;
    } finally {
      depth--;
    }
  }

  private void check(int reached) {
    if (reached > MAX_DEPTH) {
      tokens.report(
          new PositionRange(tokens.lastStart(), tokens.lastStart()),
          "expression is nested too deeply: at most %d levels, split it".formatted(MAX_DEPTH));
      throw tokens.abort();
    }
  }
}
