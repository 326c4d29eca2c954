package io.barograph.cli.detect;

import java.util.Arrays;

/** The kinds of labelled data, each with the threshold that was fixed for it beforehand. */
public enum DataKind {
  NAB("nab", "nab", 0.50, false),
  CLOUD("mscloud", "event", 0.575, false),
  APPLICATION_SERVERS("asd", "event", 0.65, true),
  SERVERS("smd", "event", 0.675, true);

  private final String folder;
  private final String scorer;
  private final double threshold;
  private final boolean isOfEntities;

  DataKind(String folder, String scorer, double threshold, boolean isOfEntities) {
    this.folder = folder;
    this.scorer = scorer;
    this.threshold = threshold;
    this.isOfEntities = isOfEntities;
  }

  /**
   * The kind whose data lie in a folder of that name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static DataKind of(String folder) {
    return Arrays.stream(values())
        .filter(kind -> kind.folder.equals(folder))
        .findAny()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "there is no set %s, only %s"
                        .formatted(
                            folder, Arrays.stream(values()).map(DataKind::folder).toList())));
  }

  /** The name of its folder. */
  public String folder() {
    return folder;
  }

  /** The scorer: nab or event. */
  String scorer() {
    return scorer;
  }

  /** The score at and above which a record is an anomaly. */
  double threshold() {
    return threshold;
  }

  /** True if its files hold an entity each, with a part that is not judged. */
  boolean isOfEntities() {
    return isOfEntities;
  }
}
