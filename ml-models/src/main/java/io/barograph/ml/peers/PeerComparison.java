package io.barograph.ml.peers;

import java.util.Arrays;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How far each of several entities is from its peers, by their profiles of the same span.
 *
 * <p>The distance of an entity is the root of the mean square over what is known of it, from the
 * centre of the nearest of the {@link PeerClusters}. It counts by how many spreads of all distances
 * it is beyond the median distance: from {@value #UNUSUAL} on, and twice that is a score of a half.
 */
public final class PeerComparison {
  /** The fewest entities that can be compared. */
  public static final int FEWEST = 8;

  private static final double UNUSUAL = 4;

  /** The spread of distances is at least this, in deviations of the entities. */
  private static final double LEAST_SPREAD = 0.05;

  private final PeerClustering clustering;
  private final long seed;

  /** The centre that is nearest to an entity. */
  private record Nearest(int cluster, double distance) {}

  /**
   * A comparison.
   *
   * @param seed of all that is drawn
   */
  public PeerComparison(PeerClustering clustering, long seed) {
    this.clustering = clustering;
    this.seed = seed;
  }

  /**
   * The scores, by the same names.
   *
   * @param profiles by the names of the entities, whose order of coming does not count
   */
  public SortedMap<String, PeerScore> compare(Map<String, PeerProfile> profiles) {
    TreeMap<String, PeerProfile> sorted = new TreeMap<>(profiles);
    if (sorted.size() < FEWEST) {
      return none(sorted, PeerReason.TOO_FEW_PEERS);
    }
    PeerTable table = PeerTable.of(sorted.values());
    if (table.features().isEmpty()) {
      return none(sorted, PeerReason.NOTHING_TO_COMPARE);
    }
    PeerClusters clusters = PeerClusters.of(table.filled(), clustering, seed);
    Nearest[] nearest =
        Arrays.stream(table.rows()).map(row -> nearest(row, clusters)).toArray(Nearest[]::new);
    Spread usual = Spread.of(Arrays.stream(nearest).mapToDouble(Nearest::distance).toArray());
    double spread = Math.max(usual.deviation(), leastSpread(usual, table.features().size()));
    TreeMap<String, PeerScore> scores = new TreeMap<>();
    int row = 0;
    for (String name : sorted.keySet()) {
      double beyond = (nearest[row].distance() - usual.median()) / spread;
      scores.put(name, score(beyond, nearest[row], table, row, clusters));
      row++;
    }
    return scores;
  }

  /** That of the distances of normal points in so many dimensions. */
  private static double leastSpread(Spread usual, int features) {
    return Math.max(LEAST_SPREAD, usual.median() / Math.sqrt(2.0 * features));
  }

  private static SortedMap<String, PeerScore> none(
      Map<String, PeerProfile> profiles, PeerReason reason) {
    SortedMap<String, PeerScore> none = new TreeMap<>();
    profiles.keySet().forEach(name -> none.put(name, PeerScore.none(reason)));
    return none;
  }

  /** Its distance is not a number where nothing is known. */
  private static Nearest nearest(double[] row, PeerClusters clusters) {
    Nearest nearest = new Nearest(0, Double.NaN);
    int cluster = 0;
    for (double[] centre : clusters.centres()) {
      cluster++;
      double distance = distance(row, centre);
      if (nearest.cluster() == 0 || distance < nearest.distance()) {
        nearest = new Nearest(cluster, distance);
      }
    }
    return nearest;
  }

  private static double distance(double[] row, double[] centre) {
    double squares = 0;
    int known = 0;
    for (int i = 0; i < row.length; i++) {
      if (!Double.isNaN(row[i])) {
        squares += (row[i] - centre[i]) * (row[i] - centre[i]);
        known++;
      }
    }
    return Math.sqrt(squares / known);
  }

  private static PeerScore score(
      double beyond, Nearest nearest, PeerTable table, int row, PeerClusters clusters) {
    if (Double.isNaN(nearest.distance())) {
      return PeerScore.none(PeerReason.NOTHING_TO_COMPARE);
    }
    double[] centre = clusters.centres().get(nearest.cluster() - 1);
    int most = -1;
    double deviation = 0;
    for (int i = 0; i < centre.length; i++) {
      double difference = table.rows()[row][i] - centre[i];
      if (!Double.isNaN(difference) && (most < 0 || Math.abs(difference) > Math.abs(deviation))) {
        most = i;
        deviation = difference;
      }
    }
    double unusual = Math.max(0, beyond - UNUSUAL);
    return PeerScore.of(
        unusual / (unusual + UNUSUAL), nearest.cluster(), table.features().get(most), deviation);
  }
}
