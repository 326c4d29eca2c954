package io.barograph.ml.detect;

/** One step of the network of {@link Lstm}. */
interface LstmNetwork {
  /**
   * What it expects next.
   *
   * @param input of {@link LstmScale#input}
   * @param memory what it keeps of the series, which is not touched
   * @throws ModelException if it gave no answer
   */
  Step next(float[] input, LstmMemory memory);

  /**
   * An answer.
   *
   * @param expected the value expected, in units of the scale
   * @param scale of Student's t about it, in the same units, above 0
   * @param memory what it keeps of the series from now on
   */
  record Step(float expected, float scale, LstmMemory memory) {}
}
