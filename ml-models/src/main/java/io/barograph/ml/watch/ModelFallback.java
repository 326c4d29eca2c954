package io.barograph.ml.watch;

/** Why the rule predicts where a model was to. */
enum ModelFallback {
  /** It does not: the model predicts, or none is named. */
  NONE(""),
  /** The model cannot be read, or no version of it is promoted. */
  UNREADABLE("model_unreadable"),
  /**
   * The model was trained on sensors that the units do not have, or for another step or horizon.
   */
  UNFIT("model_unfit");

  private final String wireName;

  ModelFallback(String wireName) {
    this.wireName = wireName;
  }

  /** The name in labels. */
  String wireName() {
    return wireName;
  }

  /** What a warning says of its reason. */
  String reason(String own) {
    return this == NONE ? own : own + '_' + wireName;
  }
}
