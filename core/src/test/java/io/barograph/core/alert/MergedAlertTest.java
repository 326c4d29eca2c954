package io.barograph.core.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.core.labels.Labels;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Each story is one observation a minute of each owner: T true, F false, - no data. Expected is
 * what is told of the merged alert: its status and the owner that leads, or a dot for nothing.
 */
class MergedAlertTest {
  private static final long MINUTE = 60_000;
  private static final Labels LABELS = Labels.of("alertname", "HighCpu", "host", "a");

  @ParameterizedTest(name = "{0}: a {2} for {1}m, b {4} for {3}m: {5}")
  @CsvSource({
    "one owner alone,                       0, TTF, 0, FFF,  Fa . ra",
    "fires while any owner fires,           0, TTFF, 0, FTTF, Fa . Fb rb",
    "the owner that fired first leads,      0, FTT, 0, TTT,  Fb . .",
    "of equals the first in order leads,    1, TT, 1, TT,    Pa Fa",
    "a pending owner hides no firing one,   2, TTT, 0, TTF,  Fb . Fa",
    "pending until one fires,               2, TTT, 1, TTT,  Pa Fb .",
    "all end at once,                       0, TF, 0, TF,    Fa ra",
    "one ends as another begins,            0, TF, 0, FT,    Fa Fb",
    "an owner without data leads no more,   0, T-T, 0, TTT,  Fa Fb Fa",
    "no data only if no owner fires,        0, T--, 0, TT-,  Fa Fb na",
    "no data after firing hides pending,    0, T-T, 9, TTT,  Fa na Fa",
    "pending hides no data before firing,   9, T-, 9, TT,    Pa Pb",
    "never fired and over,                  9, TFF, 9, TTF,  Pa Pb ib",
    "fired once and over,                   0, TFF, 9, TTF,  Fa Pb rb",
    "a new episode after the end,           0, TFFT, 0, TFTF, Fa ra Fb Fa",
  })
  void tells(String story, int holdA, String a, int holdB, String b, String expected) {
    OneOwner ownerA = new OneOwner("a", Priority.P3, holdA);
    OneOwner ownerB = new OneOwner("b", Priority.P3, holdB);
    MergedAlert merged = MergedAlert.NONE;
    List<String> told = new ArrayList<>();
    for (int minute = 0; minute < a.length(); minute++) {
      List<Alert> transitions = new ArrayList<>();
      ownerB.observe(b.charAt(minute), minute).ifPresent(transitions::add);
      ownerA.observe(a.charAt(minute), minute).ifPresent(transitions::add);
      MergedAlert.Step step = merged.after(transitions, minute * MINUTE);
      told.add(step.told().isEmpty() ? "." : letters(step.told().get(0)));
      merged = step.alert();
    }

    assertThat(String.join(" ", told)).as(story).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0}: a {1}, b {3} for {2}m: {4}")
  @CsvSource({
    "one owner alone,                        TFT,  0, FFF,  0 0 0",
    "a second begins to fire,                TTF,  0, FTT,  0 1 1",
    "two begin at once,                      TT,   0, TT,   1 1",
    "one that ends adds nothing,             TTTF, 0, FTFF, 0 1 1 1",
    "each time that it begins,               TTTT, 0, FTFT, 0 1 1 2",
    "one that takes over has not come beside, TF,  0, FT,   0 1",
    "pending is not said to fire,            TTT,  2, TTT,  0 0 1",
    "data that comes back,                   T-T,  0, FFF,  0 0 0",
    "a new episode begins without,           TTFT, 0, FTFF, 0 1 1 0",
  })
  void countsWhatItDoesNotTell(String story, String a, int holdB, String b, String expected) {
    OneOwner ownerA = new OneOwner("a", Priority.P3, 0);
    OneOwner ownerB = new OneOwner("b", Priority.P3, holdB);
    MergedAlert merged = MergedAlert.NONE;
    List<String> counted = new ArrayList<>();
    for (int minute = 0; minute < a.length(); minute++) {
      List<Alert> transitions = new ArrayList<>();
      ownerB.observe(b.charAt(minute), minute).ifPresent(transitions::add);
      ownerA.observe(a.charAt(minute), minute).ifPresent(transitions::add);
      MergedAlert.Step step = merged.after(transitions, minute * MINUTE);
      merged = step.alert();
      int duplicates = merged.told().duplicates();
      assertThat(step.told()).allMatch(alert -> alert.duplicates() == duplicates);
      counted.add(String.valueOf(merged.told().duplicates()));
    }

    assertThat(String.join(" ", counted)).as(story).isEqualTo(expected);
  }

  @Test
  void anEpisodeKeepsItsIdAndItsStartWhoeverLeads() {
    OneOwner a = new OneOwner("a", Priority.P3, 0);
    OneOwner b = new OneOwner("b", Priority.P3, 0);
    MergedAlert first = after(MergedAlert.NONE, MINUTE, a.observe('T', 1).orElseThrow());
    MergedAlert both = after(first, 2 * MINUTE, b.observe('T', 2).orElseThrow());
    MergedAlert second = after(both, 3 * MINUTE, a.observe('F', 3).orElseThrow());
    MergedAlert ended = after(second, 4 * MINUTE, b.observe('F', 4).orElseThrow());

    assertThat(both.told())
        .as("an owner that joins is counted, not told")
        .isEqualTo(first.told().withDuplicates(1));
    assertThat(second.told().owners()).extracting(Owner::rule).containsExactly("b");
    assertThat(second.told().reason()).isEqualTo(AlertReason.CONDITION_FALSE);
    assertThat(second.told().annotations()).containsEntry("summary", "b");
    assertThat(second.told().generatorUrl()).isEqualTo("http://b");
    assertThat(ended.told().id()).isEqualTo(first.told().id());
    assertThat(ended.told().state())
        .isEqualTo(
            new AlertState(
                AlertStatus.RESOLVED,
                MINUTE,
                MINUTE,
                AlertState.NEVER,
                AlertState.NEVER,
                4 * MINUTE,
                2,
                3));
  }

  @Test
  void theMostUrgentPriorityCountsAndItsChangeIsTold() {
    OneOwner a = new OneOwner("a", Priority.P3, 0);
    OneOwner b = new OneOwner("b", Priority.P1, 5);
    MergedAlert first = after(MergedAlert.NONE, 0, a.observe('T', 0).orElseThrow());
    MergedAlert both = after(first, MINUTE, b.observe('T', 1).orElseThrow());
    MergedAlert back = after(both, 2 * MINUTE, b.observe('F', 2).orElseThrow());

    assertThat(both.told().priority()).isEqualTo(Priority.P1);
    assertThat(both.told().owners()).extracting(Owner::rule).containsExactly("a", "b");
    assertThat(both.told().state().status()).isEqualTo(AlertStatus.FIRING);
    assertThat(both.told().annotations()).containsEntry("summary", "a");
    assertThat(back.told().priority()).isEqualTo(Priority.P3);
    assertThat(back.told().reason()).isEqualTo(AlertReason.NEVER_HELD);
    assertThat(back.told().state().version()).isEqualTo(3);
  }

  @Test
  void theLastOwnersStandOnTheEnd() {
    OneOwner a = new OneOwner("a", Priority.P3, 0);
    OneOwner b = new OneOwner("b", Priority.P3, 0);
    OneOwner c = new OneOwner("c", Priority.P3, 0);
    MergedAlert all =
        after(
            MergedAlert.NONE,
            0,
            c.observe('T', 0).orElseThrow(),
            b.observe('T', 0).orElseThrow(),
            a.observe('T', 0).orElseThrow());
    MergedAlert two = after(all, MINUTE, a.observe('F', 1).orElseThrow());
    MergedAlert ended =
        after(two, 2 * MINUTE, c.observe('F', 2).orElseThrow(), b.observe('F', 2).orElseThrow());

    assertThat(all.told().owners()).extracting(Owner::rule).containsExactly("a", "b", "c");
    assertThat(ended.told().owners()).extracting(Owner::rule).containsExactly("b", "c");
    assertThat(ended.isForgotten(17 * MINUTE - 1)).isFalse();
    assertThat(ended.isForgotten(17 * MINUTE)).isTrue();
  }

  @Test
  void whatItHasSeenAlreadyChangesNothing() {
    OneOwner a = new OneOwner("a", Priority.P3, 1);
    Alert pending = a.observe('T', 0).orElseThrow();
    Alert firing = a.observe('T', 1).orElseThrow();
    MergedAlert merged = after(after(MergedAlert.NONE, 0, pending), MINUTE, firing);

    assertThat(merged.after(List.of(firing, pending), 2 * MINUTE))
        .isEqualTo(new MergedAlert.Step(merged, List.of()));
  }

  @Test
  void takesAnAlertOverThatItsOwnerToldAlone() {
    OneOwner a = new OneOwner("a", Priority.P3, 1);
    Alert pending = a.observe('T', 0).orElseThrow();
    Alert firing = a.observe('T', 1).orElseThrow();
    Alert silent = a.observe('-', 2).orElseThrow();
    Alert resolved = a.observe('F', 3).orElseThrow();

    assertThat(pending.state().version()).isEqualTo(1);
    for (Alert first : List.of(firing, silent, resolved)) {
      assertThat(MergedAlert.NONE.after(List.of(first), first.updatedAt()).told())
          .containsExactly(first);
    }
  }

  @Test
  void endsWhatAnOwnerToldAloneBeforeAnotherBegan() {
    OneOwner a = new OneOwner("a", Priority.P3, 0);
    Alert firing = a.observe('T', 0).orElseThrow();
    OneOwner b = new OneOwner("b", Priority.P3, 0);
    MergedAlert merged = after(MergedAlert.NONE, MINUTE, b.observe('T', 1).orElseThrow());
    Alert silent = a.observe('-', 2).orElseThrow();
    Alert resolved = a.observe('F', 3).orElseThrow();

    for (Alert first : List.of(silent, resolved)) {
      List<Alert> told = merged.after(List.of(first), first.updatedAt()).told();
      assertThat(told).extracting(Alert::id).containsExactly(firing.id(), merged.told().id());
      assertThat(told.get(0).state().status()).isEqualTo(AlertStatus.RESOLVED);
      assertThat(told.get(0).state().version()).isGreaterThan(firing.state().version());
      assertThat(told.get(1).state().status())
          .as("told once more, for it is what the present must show")
          .isEqualTo(AlertStatus.FIRING);
      assertThat(told.get(1).state().version()).isEqualTo(2);
    }
    MergedAlert both = after(merged, 2 * MINUTE, silent);
    assertThat(both.after(List.of(resolved), 3 * MINUTE).told())
        .as("an end is told once")
        .isEmpty();
  }

  @Test
  void anEndOfMissingDataThatWasNeverToldIsNothing() {
    OneOwner a = new OneOwner("a", Priority.P3, 0);
    a.observe('T', 0);
    Alert raised = NoDataAlert.raisedBy(a.observe('-', 1).orElseThrow()).orElseThrow();
    Alert ended = NoDataAlert.endedBy(a.observe('T', 2).orElseThrow()).orElseThrow();

    assertThat(MergedAlert.NONE.after(List.of(ended), 2 * MINUTE))
        .isEqualTo(new MergedAlert.Step(MergedAlert.NONE, List.of()));
    assertThat(after(MergedAlert.NONE, MINUTE, raised).after(List.of(ended), 2 * MINUTE).told())
        .containsExactly(ended);
  }

  @Test
  void withOneOwnerItIsWhatTheOwnerTells() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int run = 0; run < 500; run++) {
      OneOwner owner = new OneOwner("a", Priority.P2, random.nextInt(4));
      MergedAlert merged = MergedAlert.NONE;
      for (int minute = 0; minute < 60; minute++) {
        Optional<Alert> transition = owner.observe("TTF-".charAt(random.nextInt(4)), minute);
        MergedAlert.Step step = merged.after(transition.stream().toList(), minute * MINUTE);
        assertThat(step.told()).as("seed %s", seed).isEqualTo(transition.stream().toList());
        merged = step.alert();
      }
    }
  }

  @Test
  void everyEpisodeThatFiredIsResolvedOnceWhateverTheOrder() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int run = 0; run < 500; run++) {
      List<OneOwner> owners = new ArrayList<>();
      for (String name : List.of("a", "b", "c")) {
        owners.add(new OneOwner(name, Priority.values()[random.nextInt(4)], random.nextInt(3)));
      }
      MergedAlert merged = MergedAlert.NONE;
      Map<String, Integer> versions = new HashMap<>();
      boolean toldFiring = false;
      for (int minute = 0; minute < 60; minute++) {
        List<Alert> transitions = new ArrayList<>();
        for (OneOwner owner : owners) {
          char observation = minute >= 50 ? 'F' : "TTF-".charAt(random.nextInt(4));
          owner.observe(observation, minute).ifPresent(transitions::add);
        }
        MergedAlert.Step step = merged.after(transitions, minute * MINUTE);
        MergedAlert after = step.alert();
        Collections.shuffle(transitions, random);
        assertThat(merged.after(transitions, minute * MINUTE)).as("seed %s", seed).isEqualTo(step);
        boolean anyFires = owners.stream().anyMatch(owner -> owner.isNow(AlertStatus.FIRING));
        assertThat(after.told() != null && after.told().state().status() == AlertStatus.FIRING)
            .as("seed %s", seed)
            .isEqualTo(anyFires);
        for (Alert told : step.told()) {
          int version = versions.getOrDefault(told.id(), 0);
          assertThat(told.state().version()).as("seed %s", seed).isEqualTo(version + 1);
          versions.put(told.id(), version + 1);
          if (told.state().status() == AlertStatus.RESOLVED) {
            assertThat(toldFiring).as("seed %s", seed).isTrue();
            toldFiring = false;
          } else {
            toldFiring |= anyFires;
          }
        }
        merged = after;
      }
      assertThat(toldFiring).as("seed %s", seed).isFalse();
    }
  }

  private static MergedAlert after(MergedAlert before, long tick, Alert... transitions) {
    return before.after(List.of(transitions), tick).alert();
  }

  /** One rule that gives the alert. */
  private static final class OneOwner {
    private final Owner owner;
    private final Priority priority;
    private final AlertPolicy policy;
    private AlertState state;

    OneOwner(String name, Priority priority, int holdMinutes) {
      this.owner = new Owner("pack", "group", name, "");
      this.priority = priority;
      this.policy = AlertPolicy.live(Duration.ofMinutes(holdMinutes), Duration.ZERO);
    }

    boolean isNow(AlertStatus status) {
      return state != null && state.status() == status;
    }

    Optional<Alert> observe(char letter, int minute) {
      Observation observation =
          switch (letter) {
            case 'T' -> Observation.TRUE;
            case 'F' -> Observation.FALSE;
            default -> Observation.NO_DATA;
          };
      AlertLifecycle.Step step =
          AlertLifecycle.next(state, observation, minute, minute * MINUTE, policy);
      state = step.state();
      return step.isTransition()
          ? Optional.of(alert(step.reason(), minute * MINUTE))
          : Optional.empty();
    }

    private Alert alert(AlertReason reason, long tick) {
      return new Alert(
          LABELS,
          new TreeMap<>(Map.of("summary", owner.rule())),
          state,
          reason,
          tick,
          priority,
          Origin.RULE,
          List.of(owner),
          "http://" + owner.rule());
    }
  }

  private static String letters(Alert alert) {
    String status = alert.state().status().name().substring(0, 1);
    return switch (alert.state().status()) {
          case PENDING, FIRING -> status;
          default -> status.toLowerCase(Locale.ROOT);
        }
        + alert.annotations().get("summary");
  }
}
