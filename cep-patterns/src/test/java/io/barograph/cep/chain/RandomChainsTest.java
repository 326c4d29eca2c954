package io.barograph.cep.chain;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.core.alert.Priority;
import io.barograph.core.labels.LabelMatcher;
import io.barograph.core.labels.LabelMatcher.Type;
import io.barograph.core.labels.Labels;
import io.barograph.core.pattern.Absence;
import io.barograph.core.pattern.ChainBook;
import io.barograph.core.pattern.ChainEvent;
import io.barograph.core.pattern.ChainMatch;
import io.barograph.core.pattern.ChainPattern;
import io.barograph.core.pattern.ChainStage;
import io.barograph.core.pattern.ChainStep;
import io.barograph.core.pattern.Correlation;
import io.barograph.core.pattern.StateChange;
import io.barograph.core.pattern.StateSource;
import io.barograph.core.pattern.TaggedChange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random patterns and state changes: the automata find what a list of open chains finds, which is
 * walked from end to end with each event.
 */
class RandomChainsTest {
  private static final List<String> LETTERS = List.of("a", "b", "c", "d");
  private static final int CHANGES = 400;
  private static final long SPAN_MILLIS = Duration.ofHours(2).toMillis();
  private static final long BOUND_MILLIS = Duration.ofMinutes(1).toMillis();

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void findTheSameAsAPlainList(long seed) throws Exception {
    Random random = new Random(seed * 0x9E3779B97F4A7C15L);
    ChainPattern pattern = pattern(random);
    List<StateChange> changes = changes(random);
    Set<String> expected = new TreeSet<>();
    new PlainList(pattern, changes).matches().forEach(match -> expected.add(text(match)));

    System.out.printf("seed %d: %d chains of %d stages%n", seed, expected.size(), pattern.length());
    assertThat(found(random, pattern, changes))
        .as("seed %d, %s", seed, pattern)
        .isEqualTo(expected);
  }

  /** Arrives late by no more than the bound, twice now and then, with a restore in between. */
  private static Set<String> found(Random random, ChainPattern pattern, List<StateChange> changes)
      throws Exception {
    List<StateChange> arriving = new ArrayList<>(changes);
    for (int again = 0; again < CHANGES / 10; again++) {
      arriving.add(changes.get(random.nextInt(changes.size())));
    }
    List<Long> delays = new ArrayList<>();
    arriving.forEach(any -> delays.add((long) random.nextInt((int) BOUND_MILLIS)));
    List<Integer> order = new ArrayList<>();
    for (int place = 0; place < arriving.size(); place++) {
      order.add(place);
    }
    order.sort(
        (one, other) ->
            Long.compare(
                arriving.get(one).time() + delays.get(one),
                arriving.get(other).time() + delays.get(other)));
    Set<String> found = new TreeSet<>();
    ChainHarness chains = new ChainHarness(CHANGES, 1, 0, null, pattern);
    int restoreAt = random.nextInt(order.size());
    for (int place = 0; place < order.size(); place++) {
      StateChange change = arriving.get(order.get(place));
      chains.clock(change.time() + delays.get(order.get(place)) - BOUND_MILLIS - 1);
      chains.tell(change);
      if (place == restoreAt) {
        take(chains, found);
        ChainHarness.Snapshot snapshot = chains.snapshot();
        chains.close();
        chains = new ChainHarness(CHANGES, 1, 0, snapshot, pattern);
      }
    }
    chains.clock(2 * SPAN_MILLIS + Duration.ofHours(50).toMillis());
    take(chains, found);
    assertThat(chains.late()).isZero();
    assertThat(chains.kept()).isZero();
    chains.close();
    return found;
  }

  private static void take(ChainHarness chains, Set<String> found) {
    for (ChainMatch match : chains.takeMatches()) {
      assertThat(found.add(text(match))).as("told twice: %s", match).isTrue();
    }
  }

  private static String text(ChainMatch match) {
    return match.key().labels()
        + match.changes().stream().map(StateChange::id).collect(Collectors.joining(" "))
        + " at "
        + match.time();
  }

  /** Stages may overlap: some alerts are two of them. */
  private static ChainPattern pattern(Random random) {
    List<ChainStage> stages = new ArrayList<>();
    for (int count = 1 + random.nextInt(4); count > 0; count--) {
      stages.add(stage(random));
    }
    boolean hasAbsence = stages.size() == 1 || random.nextInt(3) == 0;
    return new ChainPattern(
        "random",
        "cascade",
        stages,
        hasAbsence
            ? Optional.of(new Absence(stage(random), Absence.TIMES.get(random.nextInt(3))))
            : Optional.empty(),
        Duration.ofMinutes(1 + random.nextInt(20)),
        Correlation.by(List.of("service")),
        random.nextBoolean(),
        new TreeMap<>());
  }

  private static ChainStage stage(Random random) {
    List<String> letters = new ArrayList<>(LETTERS);
    Collections.shuffle(letters, random);
    String some = String.join("|", letters.subList(0, 1 + random.nextInt(2)));
    return new ChainStage(
        StateSource.ALERTS, List.of(LabelMatcher.of(Type.REGEX, "severity", some)), true);
  }

  /** Some at one time. */
  private static List<StateChange> changes(Random random) {
    List<StateChange> changes = new ArrayList<>();
    for (int number = 0; number < CHANGES; number++) {
      Labels labels =
          Labels.of(
              "alertname",
              "Alert" + random.nextInt(3),
              "service",
              "service-" + random.nextInt(3),
              "severity",
              LETTERS.get(random.nextInt(LETTERS.size())));
      long time = 10_000L * random.nextInt((int) (SPAN_MILLIS / 10_000));
      boolean isFiring = random.nextInt(4) > 0;
      changes.add(
          new StateChange("id-" + number, StateSource.ALERTS, labels, time, isFiring, Priority.P2));
    }
    changes.sort(StateChange.ORDER);
    return changes;
  }

  /** What is open, in the order in which it began. */
  private static final class PlainList {
    private final List<ChainEvent> events = new ArrayList<>();
    private final List<List<ChainEvent>> open = new ArrayList<>();
    private final List<ChainMatch> found = new ArrayList<>();

    PlainList(ChainPattern pattern, List<StateChange> changes) {
      ChainBook book = new ChainBook(List.of(new ChainBook.Entry("desk", pattern)));
      List<TaggedChange> tagged = new ArrayList<>();
      changes.forEach(change -> book.tag(change, tagged::add));
      for (TaggedChange one : tagged) {
        long time = one.change().time();
        events.add(ChainEvent.of(one));
        events.add(new ChainEvent(ChainEvent.Kind.EXPIRED, one, time + one.key().lifetimeMillis()));
        if (one.key().hasAbsence()) {
          events.add(new ChainEvent(ChainEvent.Kind.ELAPSED, one, time + one.key().absentMillis()));
        }
      }
      events.sort(ChainEvent.ORDER);
    }

    List<ChainMatch> matches() {
      Set<String> keys = new TreeSet<>();
      events.forEach(event -> keys.add(event.key().text()));
      for (String key : keys) {
        open.clear();
        events.stream().filter(event -> event.key().text().equals(key)).forEach(this::take);
      }
      return found;
    }

    private void take(ChainEvent event) {
      List<ChainEvent> complete = null;
      for (List<ChainEvent> chain : List.copyOf(open)) {
        ChainEvent first = chain.get(0);
        ChainEvent reached = chain.get(chain.size() - 1);
        if (ChainStep.isOver(event, chain.size(), first, reached)) {
          open.remove(chain);
        } else if (ChainStep.goesOn(event, chain.size() + 1, first, reached)) {
          chain.add(event);
          complete = complete == null && chain.size() == first.key().length() ? chain : complete;
        }
      }
      if (complete != null) {
        open.clear();
        tell(complete, event);
      } else if (ChainStep.begins(event, event.key().length())) {
        open.add(new ArrayList<>(List.of(event)));
      }
    }

    private void tell(List<ChainEvent> chain, ChainEvent last) {
      List<StateChange> stages = new ArrayList<>();
      for (ChainEvent stage : chain.subList(0, last.key().stages())) {
        stages.add(stage.tagged().change());
      }
      found.add(new ChainMatch(last.key(), stages, last.time()));
    }
  }
}
