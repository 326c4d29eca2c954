package io.barograph.ml.smile;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.ml.peers.PeerClustering;
import io.barograph.ml.peers.PeerComparison;
import io.barograph.ml.peers.PeerFeature;
import io.barograph.ml.peers.PeerProfile;
import io.barograph.ml.peers.PeerReason;
import io.barograph.ml.peers.PeerScore;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;

class PeerComparisonTest {
  private static final int VALUES = 60;

  private final PeerComparison comparison =
      new PeerComparison(PeerClustering.ofBuild().orElseThrow(), 1);
  private final Map<String, PeerProfile> profiles = new LinkedHashMap<>();

  /**
   * An entity whose metrics lie about some levels, each with a noise of 1 and a shift of its own.
   */
  private PeerProfile entity(String name, Random random, double... levels) {
    PeerProfile profile = new PeerProfile();
    for (int metric = 0; metric < levels.length; metric++) {
      double level = levels[metric] + random.nextGaussian();
      for (int i = 0; i < VALUES; i++) {
        profile.add("m" + metric, level + random.nextGaussian());
      }
    }
    profiles.put(name, profile);
    return profile;
  }

  private void entities(int count, Random random, String prefix, double... levels) {
    for (int i = 0; i < count; i++) {
      entity(prefix + i, random, levels);
    }
  }

  private SortedMap<String, PeerScore> scores() {
    return comparison.compare(profiles);
  }

  private List<String> unlike() {
    return scores().entrySet().stream()
        .filter(one -> one.getValue().score() >= PeerScore.UNLIKE)
        .map(Map.Entry::getKey)
        .toList();
  }

  @Test
  void theOneThatIsUnlikeItsPeersIsTold() {
    entities(20, new Random(1), "a", 50, 10, 100);
    entity("odd", new Random(2), 50, 40, 100);

    assertThat(unlike()).containsExactly("odd");
    PeerScore odd = scores().get("odd");
    assertThat(odd.reason()).isEqualTo(PeerReason.UNLIKE_PEERS);
    assertThat(odd.feature()).isEqualTo(new PeerFeature("m1", PeerFeature.Statistic.MEAN));
    assertThat(odd.deviation()).isGreaterThan(10);
    assertThat(scores().get("a0").reason()).isEqualTo(PeerReason.USUAL);
  }

  /** What lies between two roles is near to neither. */
  @Test
  void peersAreThoseOfTheSameRole() {
    entities(12, new Random(1), "web", 20, 80);
    entities(9, new Random(2), "db", 80, 20);
    assertThat(unlike()).isEmpty();
    entity("between", new Random(3), 50, 50);

    assertThat(unlike()).containsExactly("between");
    SortedMap<String, PeerScore> scores = scores();
    assertThat(scores.get("web0").cluster()).isEqualTo(1);
    assertThat(scores.get("web11").cluster()).isEqualTo(1);
    assertThat(scores.get("db0").cluster()).isEqualTo(2);
  }

  /** Two that are alike are still no peers of anybody. */
  @Test
  void fewThatAreAlikeAreNoCluster() {
    entities(25, new Random(1), "a", 50, 10);
    entities(2, new Random(2), "odd", 90, 90);

    assertThat(unlike()).containsExactly("odd0", "odd1");
  }

  @Test
  void whatVariesMoreIsUnlikeItsPeers() {
    Random random = new Random(1);
    entities(15, random, "a", 50);
    PeerProfile shaky = entity("shaky", random, 50);
    for (int i = 0; i < VALUES; i++) {
      shaky.add("m0", 50 + 15 * random.nextGaussian());
    }

    assertThat(unlike()).containsExactly("shaky");
    assertThat(scores().get("shaky").feature().statistic())
        .isEqualTo(PeerFeature.Statistic.DEVIATION);
  }

  @Test
  void entitiesThatAreAlikeAreRarelyUnlikeTheirPeers() {
    int told = 0;
    for (int fleet = 0; fleet < 60; fleet++) {
      profiles.clear();
      entities(8 + fleet, new Random(fleet), "a", 50, 10, 100, 7, 9);
      told += unlike().size();
    }

    assertThat(told).isLessThanOrEqualTo(2);
  }

  @Test
  void theOrderOfEntitiesDoesNotCount() {
    entities(12, new Random(1), "web", 20, 80);
    entities(9, new Random(2), "db", 80, 20);
    entity("between", new Random(3), 50, 50);
    SortedMap<String, PeerScore> scores = scores();
    List<String> names = new ArrayList<>(profiles.keySet());
    Collections.shuffle(names, new Random(4));
    Map<String, PeerProfile> shuffled = new LinkedHashMap<>();
    names.forEach(name -> shuffled.put(name, profiles.get(name)));

    assertThat(comparison.compare(shuffled)).isEqualTo(scores).isEqualTo(scores());
  }

  @Test
  void fewerThanEightHaveNoScore() {
    entities(7, new Random(1), "a", 50);

    assertThat(scores().values())
        .hasSize(7)
        .allMatch(one -> one.reason() == PeerReason.TOO_FEW_PEERS)
        .noneMatch(PeerScore::isKnown);
    entity("eighth", new Random(2), 50);
    assertThat(scores().values()).allMatch(PeerScore::isKnown);
  }

  @Test
  void constantMetricsDoNotCount() {
    for (int i = 0; i < 10; i++) {
      profile("a" + i, "same", 5);
    }
    assertThat(scores().values()).allMatch(one -> one.reason() == PeerReason.NOTHING_TO_COMPARE);

    profile("odd", "same", 6);

    assertThat(unlike()).containsExactly("odd");
  }

  @Test
  void missingMetricsDoNotCount() {
    entities(20, new Random(1), "a", 50, 10);
    entity("lacks", new Random(2), 50);
    profile("rare", "rare", 1);

    SortedMap<String, PeerScore> scores = scores();

    assertThat(unlike()).isEmpty();
    assertThat(scores.get("lacks").isKnown()).isTrue();
    assertThat(scores.get("rare").reason()).isEqualTo(PeerReason.NOTHING_TO_COMPARE);
  }

  @Test
  void takesAnyValue() {
    double[] odd = {0, -0.0, 1e-300, 1e300, -Double.MAX_VALUE, Double.NaN, 1};
    Random random = new Random(1);
    for (int i = 0; i < 200; i++) {
      profile("a" + i % 20, "m" + i % 3, odd[random.nextInt(odd.length)]);
    }

    assertThat(scores().values()).filteredOn(PeerScore::isKnown).isNotEmpty();
    assertThat(scores().values())
        .filteredOn(PeerScore::isKnown)
        .allMatch(one -> one.score() >= 0 && one.score() <= 1);
  }

  private void profile(String name, String metric, double value) {
    profiles.computeIfAbsent(name, any -> new PeerProfile()).add(metric, value);
  }
}
