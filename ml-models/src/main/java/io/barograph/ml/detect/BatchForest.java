package io.barograph.ml.detect;

/** An isolation forest that has been trained, and learns nothing more. */
public interface BatchForest {
  /**
   * How soon a vector is alone when the space is cut at random: 0 to 1, about 0.5 for most.
   *
   * @param vector as long as those of the training
   */
  double score(double[] vector);
}
