package io.barograph.core.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.core.command.Command;
import io.barograph.core.decision.Decision;
import io.barograph.core.decision.DecisionCode;
import io.barograph.core.labels.LabelMatcher;
import io.barograph.core.labels.Labels;
import io.barograph.core.route.InhibitRule;
import io.barograph.core.route.IntegrationConfig;
import io.barograph.core.route.ReceiverConfig;
import io.barograph.core.route.RouteBuilder;
import io.barograph.core.route.RoutingConfig;
import io.barograph.core.route.Silence;
import io.barograph.core.route.TimeInterval;
import io.barograph.core.route.TimeIntervals;
import java.io.IOException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

public class DispatcherTest {
  private static final long MINUTE = 60_000;
  private static final Labels A = Labels.of("alertname", "Down", "job", "api", "instance", "a");
  private static final Labels B = Labels.of("alertname", "Down", "job", "api", "instance", "b");

  private final List<Notification> told = new ArrayList<>();
  private final List<Decision> decided = new ArrayList<>();
  private final PartsInMemory kept = new PartsInMemory();
  private RoutingConfig config = config(byName());
  private Dispatcher dispatcher = open();

  private static RouteBuilder byName() {
    return new RouteBuilder()
        .receiver("ops")
        .groupBy(List.of("alertname"))
        .groupWaitMillis(30_000)
        .groupIntervalMillis(5 * MINUTE)
        .repeatIntervalMillis(240 * MINUTE);
  }

  private static RoutingConfig config(
      RouteBuilder route, TimeIntervals intervals, InhibitRule... inhibitRules) {
    IntegrationConfig webhook = new IntegrationConfig("webhook", 0, true, Map.of());
    return new RoutingConfig(
        route.build(),
        Map.of(
            "ops", new ReceiverConfig("ops", List.of(webhook)),
            "desk", new ReceiverConfig("desk", List.of(webhook))),
        List.of(inhibitRules),
        intervals,
        List.of(),
        Map.of());
  }

  private static RoutingConfig config(RouteBuilder route) {
    return config(route, TimeIntervals.NONE);
  }

  private Dispatcher open() {
    return new Dispatcher(
        config,
        new Told() {
          @Override
          public void notify(Notification notification) {
            told.add(notification);
          }

          @Override
          public void decided(Decision decision) {
            decided.add(decision);
          }
        });
  }

  /** Writes all that has changed, and goes on with what was written, by other settings. */
  private void restart(RoutingConfig other, long now) {
    save();
    config = other;
    dispatcher = open();
    try {
      kept.readInto(dispatcher);
    } catch (IOException impossible) {
      throw new AssertionError(impossible);
    }
    dispatcher.restored(now);
  }

  private void save() {
    try {
      dispatcher.writeChanges(kept);
    } catch (IOException impossible) {
      throw new AssertionError(impossible);
    }
  }

  private void silence(String id, long from, long until, String instance) {
    Silence silence =
        new Silence(
            "",
            List.of(LabelMatcher.equal("instance", instance)),
            from,
            until,
            "ann",
            "",
            new TreeMap<>(),
            from,
            List.of());
    dispatcher.take(
        new Command(Command.Kind.SILENCE, id, from, "ann", "", "", Optional.of(silence), false));
  }

  /** Who was told what and why: {@code 30 ops [+a -b] first notification}. */
  private List<String> story() {
    List<String> story = new ArrayList<>();
    for (Notification one : told) {
      List<String> alerts =
          one.alerts().stream()
              .map(alert -> (alert.isFiring() ? "+" : "-") + alert.labels().get("instance"))
              .toList();
      story.add(
          "%d %s %s %s".formatted(one.at() / 1_000, one.receiver(), alerts, one.reason().text()));
    }
    return story;
  }

  @Test
  void waitsForTheGroupThenLooksEachInterval() {
    dispatcher.take(Alerts.fires(A, 0));
    dispatcher.take(Alerts.fires(B, 40_000));
    dispatcher.take(Alerts.ends(A, 0, 400_000));
    dispatcher.take(Alerts.ends(B, 40_000, 700_000));
    dispatcher.advance(60 * MINUTE);

    assertThat(story())
        .containsExactly(
            "30 ops [+a] first notification",
            "330 ops [+a, +b] new alerts added",
            "630 ops [-a, +b] some alerts resolved",
            "930 ops [-b] all alerts resolved");
  }

  @Test
  void saysNothingOfWhatCameAndWentBetweenTwoLooks() {
    dispatcher.take(Alerts.fires(A, 0));
    dispatcher.take(Alerts.ends(A, 0, 20_000));
    dispatcher.advance(60 * MINUTE);

    assertThat(story()).isEmpty();
  }

  @Test
  void beginsAnewWithWhatFiresWhenAllHadEnded() {
    dispatcher.take(Alerts.fires(A, 0));
    dispatcher.take(Alerts.ends(A, 0, MINUTE));
    dispatcher.take(Alerts.fires(A, 20 * MINUTE));
    dispatcher.advance(60 * MINUTE);

    assertThat(story())
        .containsExactly(
            "30 ops [+a] first notification",
            "330 ops [-a] all alerts resolved",
            "1230 ops [+a] new alerts added");
  }

  @Test
  void repeatsBehindTheRepeatInterval() {
    dispatcher.take(Alerts.fires(A, 0));
    dispatcher.advance(250 * MINUTE);

    // 240 min behind the first is the 48th look, and not yet over; the next is.
    assertThat(story())
        .containsExactly(
            "30 ops [+a] first notification", "14730 ops [+a] repeat interval elapsed");
  }

  @Test
  void doesNotRepeatWhatSomebodyTakesCareOf() {
    dispatcher.take(Alerts.fires(A, 0));
    dispatcher.take(
        new Command(
            Command.Kind.ACK,
            "c",
            MINUTE,
            "ann",
            "",
            Alerts.fires(A, 0).id(),
            Optional.empty(),
            false));
    dispatcher.advance(600 * MINUTE);

    assertThat(story()).containsExactly("30 ops [+a] first notification");
  }

  @Test
  void tellsTheEndOfWhatSomebodyDeclaresToBeOverAndNothingMoreOfThatEpisode() {
    dispatcher.take(Alerts.fires(A, 0));
    dispatcher.take(resolve(Alerts.fires(A, 0).id(), 10 * MINUTE));
    dispatcher.take(Alerts.isMute(A, 0, 12 * MINUTE));
    restart(config, 12 * MINUTE);
    dispatcher.advance(600 * MINUTE);
    assertThat(story())
        .containsExactly("30 ops [+a] first notification", "630 ops [-a] all alerts resolved");

    dispatcher.take(Alerts.ends(A, 0, 700 * MINUTE));
    dispatcher.take(Alerts.fires(A, 800 * MINUTE));
    dispatcher.advance(801 * MINUTE);
    assertThat(story()).hasSize(3).last().asString().contains("[+a]");
  }

  private static Command resolve(String alert, long at) {
    return new Command(Command.Kind.RESOLVE, "r", at, "ann", "", alert, Optional.empty(), false);
  }

  @Test
  void remembersNoAcknowledgementOfWhatDoesNotFire() {
    dispatcher.take(
        new Command(Command.Kind.ACK, "c", 0, "ann", "", "none-1", Optional.empty(), false));
    dispatcher.take(resolve("none-1", 1));
    save();

    assertThat(kept.isEmpty()).isTrue();
  }

  @Test
  void tellsAtOnceWhatHasFiredForLonger() {
    dispatcher.advance(100 * MINUTE);
    dispatcher.take(Alerts.isMute(A, 0, 100 * MINUTE));
    dispatcher.advance(100 * MINUTE);

    assertThat(story()).containsExactly("6000 ops [+a] first notification");
    assertThat(told.get(0).alerts().get(0).annotations())
        .containsEntry("no_data", "the data behind the condition has vanished");
  }

  @Test
  void tellsTheEndOfWhatWasToldAlthoughItIsSilencedByThen() {
    dispatcher.take(Alerts.fires(A, 0));
    dispatcher.advance(MINUTE);
    silence("s1", 2 * MINUTE, 100 * MINUTE, "a");
    dispatcher.take(Alerts.ends(A, 0, 6 * MINUTE));
    dispatcher.advance(60 * MINUTE);

    assertThat(story())
        .containsExactly("30 ops [+a] first notification", "630 ops [-a] all alerts resolved");
  }

  @Test
  void tellsNothingOfWhatIsSilencedAndSaysWhyOnce() {
    silence("s1", 0, 8 * MINUTE, "a");
    dispatcher.take(Alerts.fires(A, 1_000));
    dispatcher.advance(20 * MINUTE);

    assertThat(story()).containsExactly("631 ops [+a] first notification");
    assertThat(decided.stream().map(Decision::sentence))
        .containsExactly(
            "ops is not told of the alert, silenced by s1",
            "ops is told that the alert is firing: first notification");
  }

  /** What a silence and its end lead to, for whoever looks at every decision. */
  public static Set<DecisionCode> decided() {
    DispatcherTest test = new DispatcherTest();
    test.tellsNothingOfWhatIsSilencedAndSaysWhyOnce();
    return test.decided.stream().map(Decision::code).collect(Collectors.toSet());
  }

  @Test
  void tellsNothingOfWhatAnotherAlertInhibits() {
    InhibitRule rule =
        new InhibitRule(
            "",
            List.of(LabelMatcher.equal("alertname", "HostDown")),
            List.of(LabelMatcher.equal("alertname", "Down")),
            List.of("instance"));
    config = config(byName(), TimeIntervals.NONE, rule);
    dispatcher = open();
    Labels host = Labels.of("alertname", "HostDown", "instance", "a");
    dispatcher.take(Alerts.fires(host, 0));
    dispatcher.take(Alerts.fires(A, 1_000));
    dispatcher.take(Alerts.fires(B, 1_000));
    dispatcher.take(Alerts.ends(host, 0, 40_000));
    dispatcher.advance(12 * MINUTE);

    assertThat(story())
        .containsExactly(
            "30 ops [+a] first notification",
            "31 ops [+b] first notification",
            "330 ops [-a] all alerts resolved",
            "331 ops [+a, +b] new alerts added");
    assertThat(decided.stream().map(Decision::sentence))
        .contains(
            "ops is not told of the alert, inhibited by {alertname=\"HostDown\","
                + " instance=\"a\"}");
  }

  @Test
  void tellsNothingInAMuteIntervalButTheEndOfWhatWasTold() {
    TimeInterval.MinuteSpan firstHour = new TimeInterval.MinuteSpan(1, 60);
    TimeInterval night =
        new TimeInterval(
            List.of(firstHour), List.of(), List.of(), List.of(), List.of(), ZoneOffset.UTC);
    config =
        config(
            byName().route(byName().muteTimeIntervals(List.of("night"))),
            new TimeIntervals(Map.of("night", List.of(night))));
    dispatcher = open();
    dispatcher.take(Alerts.fires(A, 0));
    dispatcher.take(Alerts.fires(B, 2 * MINUTE));
    dispatcher.take(Alerts.ends(A, 0, 3 * MINUTE));
    dispatcher.advance(70 * MINUTE);

    assertThat(story())
        .containsExactly(
            "30 ops [+a] first notification",
            "330 ops [-a] all alerts resolved",
            "3630 ops [+b] new alerts added");
  }

  @Test
  void tellsItsOldReceiverTheEndWhenTheRouteHasChanged() {
    dispatcher.take(Alerts.fires(A, 0));
    dispatcher.advance(MINUTE);
    restart(config(byName().receiver("desk")), MINUTE);
    dispatcher.advance(2 * MINUTE);
    dispatcher.take(Alerts.ends(A, 0, 3 * MINUTE));
    dispatcher.advance(60 * MINUTE);

    assertThat(story())
        .containsExactly(
            "30 ops [+a] first notification",
            "60 desk [+a] first notification",
            "330 ops [-a] all alerts resolved",
            "360 desk [-a] all alerts resolved");
  }

  @Test
  void leavesWhatGoesAnotherWayNowToThatWay() {
    dispatcher.take(Alerts.fires(A, 0));
    dispatcher.take(Alerts.fires(B, 0));
    dispatcher.advance(MINUTE);
    RouteBuilder apart =
        new RouteBuilder().receiver("desk").matchers(List.of(LabelMatcher.equal("instance", "b")));
    restart(config(byName().route(apart)), MINUTE);
    dispatcher.take(Alerts.ends(A, 0, 3 * MINUTE));
    dispatcher.take(Alerts.ends(B, 0, 7 * MINUTE));
    dispatcher.advance(60 * MINUTE);

    assertThat(story())
        .containsExactly(
            "30 ops [+a, +b] first notification",
            "60 desk [+b] first notification",
            "330 ops [-a] some alerts resolved",
            "630 ops [-b] all alerts resolved",
            "660 desk [-b] all alerts resolved");
  }

  @Test
  void goesOnAcrossARestartAsIfThereHadBeenNone() {
    dispatcher.take(Alerts.fires(A, 0));
    save();
    dispatcher.take(Alerts.fires(B, 10_000));
    restart(config, 10_000);
    dispatcher.advance(MINUTE);
    restart(config, MINUTE);
    dispatcher.take(Alerts.ends(A, 0, 2 * MINUTE));
    dispatcher.take(Alerts.ends(B, 10_000, 3 * MINUTE));
    dispatcher.advance(6 * MINUTE);
    restart(config, 6 * MINUTE);
    dispatcher.advance(1_000 * MINUTE);
    save();

    assertThat(story())
        .containsExactly(
            "30 ops [+a, +b] first notification", "330 ops [-a, -b] all alerts resolved");
    assertThat(kept.isEmpty()).as("nothing is left").isTrue();
  }

  @Test
  void givesTheEndAlsoOfWhatIsToldToSomebodyWhoDoesNotWantIt() {
    IntegrationConfig webhook = new IntegrationConfig("webhook", 0, false, Map.of());
    config =
        new RoutingConfig(
            byName().build(),
            Map.of("ops", new ReceiverConfig("ops", List.of(webhook))),
            List.of(),
            TimeIntervals.NONE,
            List.of(),
            Map.of());
    dispatcher = open();
    dispatcher.take(Alerts.fires(A, 0));
    dispatcher.take(Alerts.fires(B, 0));
    dispatcher.take(Alerts.ends(A, 0, 2 * MINUTE));
    dispatcher.take(Alerts.ends(B, 0, 7 * MINUTE));
    dispatcher.advance(1_000 * MINUTE);

    assertThat(story())
        .as("no notification for the end of a alone; channels leave out what they do not want")
        .containsExactly(
            "30 ops [+a, +b] first notification", "630 ops [-a, -b] all alerts resolved");
    assertThat(decided).extracting(Decision::sentence).noneMatch(text -> text.contains("resolved"));
    assertThat(dispatcher.groups()).isZero();
  }

  @Test
  void theKeysOfGroupsAreAlertmanagers() {
    dispatcher.take(Alerts.fires(A, 0));
    dispatcher.advance(MINUTE);

    assertThat(told.get(0).groupKey()).isEqualTo("{}:{alertname=\"Down\"}");
    assertThat(told.get(0).commonLabels()).containsOnlyKeys("alertname", "instance", "job");
  }
}
