package io.barograph.ml.watch;

import io.barograph.core.detect.PeerWatch;
import io.barograph.core.detect.SeriesWatch;
import io.barograph.ml.detect.Detectors;
import io.barograph.ml.peers.PeerClustering;
import java.util.List;
import java.util.stream.Stream;

/** What packs name and is not in this build. */
public final class MissingParts {
  private MissingParts() {}

  /** What is wrong, a text for each entry. */
  public static List<String> of(List<SeriesWatch> watches, List<PeerWatch> peers) {
    return Stream.concat(
            watches.stream().flatMap(MissingParts::of), peers.stream().flatMap(MissingParts::of))
        .toList();
  }

  private static Stream<String> of(SeriesWatch watch) {
    return Detectors.missing(watch.detector().wireName()).stream()
        .map(problem -> "detector %s: %s, or name another".formatted(watch.name(), problem));
  }

  private static Stream<String> of(PeerWatch watch) {
    return PeerClustering.ofBuild().isPresent()
        ? Stream.of()
        : Stream.of(
            "peers %s: %s, or leave it out"
                .formatted(watch.name(), Detectors.withoutSmile("the clustering of profiles")));
  }
}
