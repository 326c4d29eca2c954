package io.barograph.ml.detect;

import io.barograph.core.detect.DetectorType;
import io.barograph.core.detect.SeriesWatch;
import java.util.List;
import java.util.Optional;

/** What is asked for and is not in this build. */
public final class MissingParts {
  private static final String FOREST = DetectorType.ISOLATION_FOREST.wireName();

  private MissingParts() {}

  /** What is wrong with a detector of that name in this build; empty if it is there. */
  public static Optional<String> ofDetector(String name) {
    return name.equals(FOREST) && ForestTrainer.ofBuild().isEmpty()
        ? Optional.of(text(FOREST))
        : Optional.empty();
  }

  /** What is wrong with what packs name, a text each. */
  public static List<String> of(List<SeriesWatch> watches) {
    return watches.stream()
        .flatMap(
            watch ->
                ofDetector(watch.detector().wireName()).stream()
                    .map(
                        problem ->
                            "detector %s: %s, or name another".formatted(watch.name(), problem)))
        .toList();
  }

  private static String text(String what) {
    return what + " is not in this build, which is without smile: build it without -P '!smile'";
  }
}
