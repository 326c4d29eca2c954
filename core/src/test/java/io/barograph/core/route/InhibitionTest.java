package io.barograph.core.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.core.labels.LabelMatcher;
import io.barograph.core.labels.Labels;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class InhibitionTest {
  private static final int HISTORIES = 300;
  private static final int CHANGES = 60;
  private static final List<String> NAMES = List.of("a", "b", "c", "d");

  @Test
  void agreesWithTryingEverySourceAgainstEveryRule() {
    for (int seed = 0; seed < HISTORIES; seed++) {
      Random random = new Random(seed);
      List<InhibitRule> rules = new ArrayList<>();
      for (int i = random.nextInt(4); i >= 0; i--) {
        rules.add(rule(random));
      }
      Inhibition inhibition = new Inhibition(rules);
      Set<Labels> firing = new TreeSet<>();
      for (int i = 0; i < CHANGES; i++) {
        Labels alert = labels(random);
        if (random.nextInt(3) > 0) {
          inhibition.add(alert);
          firing.add(alert);
        } else {
          inhibition.remove(alert);
          firing.remove(alert);
        }
        Labels asked = labels(random);
        assertThat(inhibition.cause(asked))
            .as("seed %d, change %d", seed, i)
            .isEqualTo(tryAll(rules, firing, asked));
      }
    }
  }

  @Test
  void doesNotDependOnTheOrderInWhichSourcesCame() {
    InhibitRule rule =
        new InhibitRule("", List.of(LabelMatcher.equal("a", "1")), List.of(), List.of());
    List<Labels> sources = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      sources.add(Labels.of("a", "1", "n", Integer.toString(i)));
    }
    for (int seed = 0; seed < 10; seed++) {
      Collections.shuffle(sources, new Random(seed));
      Inhibition inhibition = new Inhibition(List.of(rule));
      sources.forEach(inhibition::add);
      assertThat(inhibition.cause(Labels.of("b", "2")).orElseThrow().source())
          .isEqualTo(Labels.of("a", "1", "n", "0"));
    }
  }

  /** The definition: any source with equal labels, unless both alerts are source and target. */
  private static Optional<Inhibition.Cause> tryAll(
      List<InhibitRule> rules, Set<Labels> firing, Labels alert) {
    for (int i = 0; i < rules.size(); i++) {
      InhibitRule rule = rules.get(i);
      for (Labels source : firing) {
        boolean bothSided = rule.isTarget(source) && rule.isSource(alert);
        if (rule.isTarget(alert)
            && rule.isSource(source)
            && !bothSided
            && rule.equal().stream().allMatch(l -> source.get(l).equals(alert.get(l)))) {
          // One-sided sources are preferred, as each mutes more.
          Labels first = source;
          for (Labels other : firing) {
            if (rule.isTarget(first)
                && rule.isSource(other)
                && !rule.isTarget(other)
                && rule.equalValues(other).equals(rule.equalValues(alert))) {
              first = other;
            }
          }
          return Optional.of(new Inhibition.Cause(i, rule, first));
        }
      }
    }
    return Optional.empty();
  }

  private static InhibitRule rule(Random random) {
    List<String> equal = new ArrayList<>();
    NAMES.forEach(
        name -> {
          if (random.nextInt(4) == 0) {
            equal.add(name);
          }
        });
    return new InhibitRule("", List.of(matcher(random)), List.of(matcher(random)), equal);
  }

  private static LabelMatcher matcher(Random random) {
    LabelMatcher.Type[] types = LabelMatcher.Type.values();
    return LabelMatcher.of(
        types[random.nextInt(types.length)],
        NAMES.get(random.nextInt(NAMES.size())),
        random.nextBoolean() ? "1" : "");
  }

  private static Labels labels(Random random) {
    Labels.Builder labels = Labels.builder();
    NAMES.forEach(name -> labels.add(name, List.of("", "1", "2").get(random.nextInt(3))));
    return labels.build();
  }
}
