package io.barograph.ml.watch;

import io.barograph.core.detect.PeerWatch;
import io.barograph.core.detect.SeriesSample;
import io.barograph.core.labels.Labels;
import io.barograph.core.labels.SeriesMemo;
import io.barograph.core.measure.Measure;
import io.barograph.core.measure.MeasureKind;
import io.barograph.ml.detect.Detectors;
import io.barograph.ml.peers.PeerClustering;
import java.io.DataInput;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * What is unlike its peers: a measure of each comparison, whose entities are compared with one
 * another. Its records are the samples of their metrics alone.
 */
public final class PeerFleetKind implements MeasureKind<SeriesSample> {
  /** The samples that are derived: a regular expression of their names. */
  public static final String METRICS = PeerSamples.PREFIX + ".*";

  private static final long serialVersionUID = 1;

  private static final int SERIES_KNOWN = 200_000;

  private final LinkedHashMap<String, PeerWatch> watches = new LinkedHashMap<>();
  private final int mostEntities;
  private transient SeriesMemo<String> names;
  private transient PeerClustering clustering;

  /**
   * The comparisons.
   *
   * @param watches of several that take a series, the first has it
   * @param mostEntities the most entities of one comparison
   */
  public PeerFleetKind(List<PeerWatch> watches, int mostEntities) {
    watches.forEach(watch -> this.watches.putIfAbsent(watch.name(), watch));
    this.mostEntities = mostEntities;
  }

  @Override
  public String name() {
    return "peers";
  }

  /** The name of the comparison. */
  @Override
  public String key(SeriesSample sample) {
    if (names == null) {
      names = new SeriesMemo<>(SERIES_KNOWN, this::nameOf);
    }
    return names.of(sample.labels());
  }

  private String nameOf(Labels series) {
    return watches.values().stream()
        .filter(watch -> watch.series().cover(series))
        .findFirst()
        .map(PeerWatch::name)
        .orElse("");
  }

  @Override
  public long time(SeriesSample sample) {
    return sample.time();
  }

  /** Two samples of one series and time that differ are two. */
  @Override
  public String id(SeriesSample sample) {
    return sample.idAmongSeries();
  }

  @Override
  public Measure<SeriesSample> begin(SeriesSample first) {
    return begin(watches.get(key(first)));
  }

  private PeerFleet begin(PeerWatch watch) {
    if (clustering == null) {
      clustering =
          PeerClustering.ofBuild()
              .orElseThrow(
                  () ->
                      new IllegalStateException(
                          Detectors.withoutSmile("the clustering of profiles")));
    }
    return new PeerFleet(watch, mostEntities, clustering);
  }

  @Override
  public Measure<SeriesSample> read(DataInput in) throws IOException {
    return PeerFleetBytes.read(watches, this::begin, in);
  }
}
