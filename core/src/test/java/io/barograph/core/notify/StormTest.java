package io.barograph.core.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.core.alert.Alert;
import io.barograph.core.alert.Priority;
import io.barograph.core.command.Command;
import io.barograph.core.decision.Decision;
import io.barograph.core.labels.LabelMatcher;
import io.barograph.core.labels.Labels;
import io.barograph.core.route.IntegrationConfig;
import io.barograph.core.route.ReceiverConfig;
import io.barograph.core.route.RouteBuilder;
import io.barograph.core.route.RoutingConfig;
import io.barograph.core.route.RoutingExtensions;
import io.barograph.core.route.Silence;
import io.barograph.core.route.TimeIntervals;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** When a receiver is told of alerts together, and how often. */
class StormTest {
  private static final long SECOND = 1_000;
  private static final long MINUTE = 60 * SECOND;
  private static final StormPolicy OF_FOUR = new StormPolicy(4, 0, 10 * MINUTE, Set.of());

  private final List<Notification> told = new ArrayList<>();
  private final PartsInMemory kept = new PartsInMemory();
  private StormPolicy policy = OF_FOUR;
  private Dispatcher dispatcher = open("ops");

  private Dispatcher open(String receiver) {
    RouteBuilder root =
        new RouteBuilder()
            .receiver(receiver)
            .groupBy(List.of("alertname"))
            .repeatIntervalMillis(240 * MINUTE);
    IntegrationConfig webhook = new IntegrationConfig("webhook", 0, true, Map.of());
    RoutingConfig config =
        new RoutingConfig(
            root.build(),
            Map.of(receiver, new ReceiverConfig(receiver, List.of(webhook))),
            List.of(),
            TimeIntervals.NONE,
            List.of(),
            Map.of());
    return new Dispatcher(
        config,
        RoutingExtensions.NONE,
        policy,
        new Told() {
          @Override
          public void notify(Notification notification) {
            told.add(notification);
          }

          @Override
          public void decided(Decision decision) {}
        });
  }

  private void save() throws IOException {
    dispatcher.writeChanges(kept);
  }

  private void restart(String receiver, long now) throws IOException {
    save();
    dispatcher = open(receiver);
    kept.readInto(dispatcher);
    dispatcher.restored(now);
  }

  private static Labels alert(String name) {
    return Labels.of("alertname", name, "service", "s-" + name);
  }

  private void fire(String names, long at) {
    names
        .codePoints()
        .mapToObj(Character::toString)
        .forEach(name -> dispatcher.take(Alerts.fires(alert(name), at)));
  }

  private void end(String names, long since, long at) {
    names
        .codePoints()
        .mapToObj(Character::toString)
        .forEach(name -> dispatcher.take(Alerts.ends(alert(name), since, at)));
  }

  /** What was told when: {@code 30 storm [+a -b] first notification}. */
  private List<String> story() {
    List<String> story = new ArrayList<>();
    for (Notification one : told) {
      List<String> alerts =
          one.alerts().stream()
              .map(alert -> (alert.isFiring() ? "+" : "-") + alert.labels().get("alertname"))
              .toList();
      story.add(
          "%d%s %s %s"
              .formatted(
                  one.at() / SECOND, one.isStorm() ? " storm" : "", alerts, one.reason().text()));
    }
    return story;
  }

  @Test
  void tellsAlertsOfManyGroupsInOneThatIsUpdatedLessAndLessOften() {
    fire("abcd", 0);
    for (int minute = 1; minute <= 60; minute++) {
      fire(Character.toString('A' + minute % 26), minute * MINUTE);
      end(Character.toString('A' + minute % 26), minute * MINUTE, minute * MINUTE + 50 * SECOND);
    }

    assertThat(told).allMatch(Notification::isStorm);
    assertThat(told.stream().map(one -> one.at() / SECOND)).containsExactly(30L, 330L, 930L, 2130L);
  }

  @Test
  void tellsTheEndOfAllInOneWhenTheStormIsOver() throws IOException {
    fire("abcd", 0);
    end("ab", 0, 2 * MINUTE);
    end("cd", 0, 7 * MINUTE);
    dispatcher.advance(60 * MINUTE);
    save();

    assertThat(story())
        .containsExactly(
            "30 storm [+a, +b, +c, +d] first notification",
            "330 storm [-a, -b, +c, +d] some alerts resolved",
            "630 storm [-c, -d] all alerts resolved");
    assertThat(dispatcher.groups()).isZero();
    assertThat(kept.isEmpty()).isTrue();
  }

  @Test
  void leavesToTheirGroupsWhatTheyHaveTold() {
    fire("a", 0);
    fire("bcd", MINUTE);
    end("abcd", 0, 8 * MINUTE);
    dispatcher.advance(30 * MINUTE);

    assertThat(story())
        .containsExactly(
            "30 [+a] first notification",
            "90 storm [+b, +c, +d] first notification",
            "630 [-a] all alerts resolved",
            "690 storm [-b, -c, -d] all alerts resolved");
  }

  @Test
  void groupsByRoutesAgainWhatFiresWhenTheStormIsOver() {
    fire("abcd", 0);
    fire("e", 15 * MINUTE);
    end("abcde", 0, 18 * MINUTE);
    dispatcher.advance(60 * MINUTE);

    assertThat(story())
        .containsExactly(
            "30 storm [+a, +b, +c, +d] first notification",
            "930 [+e] first notification",
            "1230 [-e] all alerts resolved",
            "1230 storm [-a, -b, -c, -d] all alerts resolved");
  }

  @Test
  void tellsWhatIsLeftOfAStormThatIsOverWithoutDelay() {
    fire("abcd", 0);
    fire("e", 6 * MINUTE);
    dispatcher.advance(30 * MINUTE);

    // Until 16 min, two of the four groups that make a storm have had new alerts.
    assertThat(story())
        .containsExactly(
            "30 storm [+a, +b, +c, +d] first notification",
            "630 storm [+a, +b, +c, +d, +e] new alerts added");
  }

  @Test
  void tellsSoonerWhatIsMoreUrgent() {
    fire("abcd", 0);
    fire("efgh", 5 * MINUTE + 20 * SECOND);
    dispatcher.advance(6 * MINUTE);
    Alert plain = Alerts.fires(alert("z"), 7 * MINUTE);
    dispatcher.take(
        new Alert(
            plain.labels(),
            plain.annotations(),
            plain.state(),
            plain.reason(),
            plain.updatedAt(),
            Priority.P1,
            plain.origin(),
            plain.owners(),
            plain.generatorUrl()));
    dispatcher.advance(12 * MINUTE);

    assertThat(told.stream().map(one -> one.at() / SECOND)).containsExactly(30L, 330L, 630L);
  }

  @Test
  void countsNothingThatIsSilenced() {
    Silence silence =
        new Silence(
            "",
            List.of(LabelMatcher.equal("service", "s-d")),
            0,
            MINUTE,
            "ann",
            "",
            new TreeMap<>(),
            0,
            List.of());
    dispatcher.take(
        new Command(Command.Kind.SILENCE, "s", 0, "ann", "", "", Optional.of(silence), false));
    fire("abcd", 1);
    dispatcher.advance(MINUTE);

    assertThat(told).hasSize(3).noneMatch(Notification::isStorm);
  }

  @Test
  void tellsEachGroupToAReceiverThatIsExempt() {
    policy = new StormPolicy(4, 4, 10 * MINUTE, Set.of("ops"));
    dispatcher = open("ops");
    fire("abcd", 0);
    dispatcher.advance(MINUTE);

    assertThat(told).hasSize(4).noneMatch(Notification::isStorm);
  }

  @Test
  void isAStormOfManyAlertsInFewGroupsToo() {
    policy = new StormPolicy(0, 3, 10 * MINUTE, Set.of());
    dispatcher = open("ops");
    for (String instance : List.of("1", "2", "3")) {
      dispatcher.take(Alerts.fires(alert("a").with("instance", instance), 0));
    }
    dispatcher.advance(MINUTE);

    assertThat(told).hasSize(1).allMatch(Notification::isStorm);
  }

  @Test
  void goesOnAcrossRestartsAsIfThereHadBeenNone() throws IOException {
    for (boolean isRestarted : new boolean[] {false, true}) {
      told.clear();
      kept.clear();
      dispatcher = open("ops");
      long now = 0;
      for (String names : List.of("ab", "cd", "e", "fg", "h")) {
        fire(names, now);
        now += 100 * SECOND;
        dispatcher.advance(now);
        if (isRestarted) {
          restart("ops", now);
        }
      }
      end("abcdefgh", 0, 20 * MINUTE);
      dispatcher.advance(25 * MINUTE);
      if (isRestarted) {
        restart("ops", 25 * MINUTE);
      }
      dispatcher.advance(600 * MINUTE);
      save();

      assertThat(story())
          .containsExactly(
              "30 [+a] first notification",
              "30 [+b] first notification",
              "130 storm [+c, +d] first notification",
              "430 storm [+c, +d, +e, +f, +g, +h] new alerts added",
              "1230 [-a] all alerts resolved",
              "1230 [-b] all alerts resolved",
              "1330 storm [-c, -d, -e, -f, -g, -h] all alerts resolved");
      assertThat(kept.isEmpty()).isTrue();
    }
  }

  @Test
  void tellsItsReceiverTheEndThoughNoRouteLeadsThereAnyMore() throws IOException {
    fire("abcd", 0);
    dispatcher.advance(MINUTE);
    restart("desk", MINUTE);
    end("abcd", 0, 20 * MINUTE);
    dispatcher.advance(60 * MINUTE);

    assertThat(told.stream().map(Notification::receiver))
        .startsWith("ops")
        .contains("desk")
        .endsWith("ops", "desk", "desk", "desk", "desk");
    assertThat(told.stream().filter(one -> one.receiver().equals("ops")).map(Notification::reason))
        .containsExactly(NotifyReason.FIRST, NotifyReason.ALL_RESOLVED);
  }

  @Test
  void namesTheFirstAlertOfEachServiceAndThenTheMostUrgent() {
    policy = new StormPolicy(0, 100, 10 * MINUTE, Set.of());
    dispatcher = open("ops");
    for (int i = 0; i < 1_000; i++) {
      Labels labels = Labels.of("alertname", "a" + i, "service", "s" + Math.min(99, i / 2));
      dispatcher.take(Alerts.fires(labels, 10L * i));
    }
    dispatcher.advance(MINUTE);

    Notification first = told.get(0);
    assertThat(first.alerts()).hasSize(Notification.MAX_ALERTS);
    assertThat(first.truncatedAlerts()).isEqualTo(500);
    assertThat(first.alerts().stream().map(NotifiedAlert::service).distinct()).hasSize(100);
  }
}
