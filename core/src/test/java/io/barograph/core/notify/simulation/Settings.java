package io.barograph.core.notify.simulation;

import io.barograph.core.alert.Priority;
import io.barograph.core.delivery.RateLimit;
import io.barograph.core.incident.AlertPlaces;
import io.barograph.core.labels.LabelMatcher;
import io.barograph.core.labels.Labels;
import io.barograph.core.notify.StormPolicy;
import io.barograph.core.route.Escalation;
import io.barograph.core.route.GraphInhibitRule;
import io.barograph.core.route.InhibitRule;
import io.barograph.core.route.IntegrationConfig;
import io.barograph.core.route.ReceiverConfig;
import io.barograph.core.route.RouteBuilder;
import io.barograph.core.route.RouteTiming;
import io.barograph.core.route.RoutingConfig;
import io.barograph.core.route.RoutingExtensions;
import io.barograph.core.route.TimeInterval;
import io.barograph.core.route.TimeIntervals;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/** Settings of routing that somebody might have written: a root, and a few branches below it. */
final class Settings {
  static final String FALLBACK = "last";
  private static final long SECOND = 1_000;

  private final boolean isCalm;
  private final long groupInterval;
  private final long repeatInterval;
  private final String root;
  private final List<Branch> branches;
  private final boolean allWantEnds;
  private final StormPolicy storms;
  private final List<Step> steps;
  private final RateLimit cap;

  /** A route: alerts with a label of a value, to a receiver. */
  private record Branch(
      String label, String value, String receiver, boolean continues, List<String> groupBy) {}

  private Settings(
      boolean isCalm,
      long groupInterval,
      long repeatInterval,
      String root,
      List<Branch> branches,
      boolean allWantEnds,
      StormPolicy storms,
      List<Step> steps,
      RateLimit cap) {
    this.isCalm = isCalm;
    this.groupInterval = groupInterval;
    this.repeatInterval = repeatInterval;
    this.root = root;
    this.branches = branches;
    this.allWantEnds = allWantEnds;
    this.storms = storms;
    this.steps = steps;
    this.cap = cap;
  }

  /** Any settings; calm ones mute nothing. */
  static Settings any(Random random, boolean isCalm) {
    List<Branch> branches = new ArrayList<>();
    List<List<String>> groupings =
        List.of(List.of("alertname"), List.of(), List.of("..."), List.of("job", "instance"));
    for (String[] one :
        new String[][] {
          {"job", "db", "desk"}, {"alertname", "Slow", "ops"}, {"instance", "b", "pager"}
        }) {
      if (random.nextInt(4) > 0) {
        branches.add(
            new Branch(
                one[0],
                one[1],
                one[2],
                random.nextBoolean(),
                groupings.get(random.nextInt(groupings.size()))));
      }
    }
    return new Settings(
        isCalm,
        SECOND * (60 + random.nextInt(240)),
        SECOND * (600 + random.nextInt(1_800)),
        "ops",
        branches,
        random.nextBoolean(),
        StormPolicy.NONE,
        List.of(),
        random.nextBoolean()
            ? RateLimit.NONE
            : new RateLimit(1 + random.nextInt(5), SECOND * (60 + random.nextInt(1_200))));
  }

  /** How much those who answer at night are told at most. */
  RateLimit capOf(String receiver) {
    return receiver.startsWith("ops") || receiver.startsWith("boss") ? cap : RateLimit.NONE;
  }

  /** The same, by which floods are told in one; or, in half of the cases, are not. */
  Settings withStorms(Random random) {
    int groups = random.nextInt(6);
    int alerts = random.nextInt(30);
    StormPolicy policy =
        random.nextBoolean()
            ? StormPolicy.NONE
            : new StormPolicy(groups, alerts, 600 * SECOND, Set.of());
    return new Settings(
        isCalm, groupInterval, repeatInterval, root, branches, allWantEnds, policy, steps, cap);
  }

  /** The same with other steps of escalation: up to three, each of a name that no other has. */
  Settings withSteps(Random random, int generation) {
    List<Step> others = new ArrayList<>();
    for (int count = random.nextInt(4); count > 0; count--) {
      String job = List.of("", "api", "db").get(random.nextInt(3));
      others.add(
          new Step(
              "step-" + generation + "-" + count,
              job,
              60 * SECOND * (1 + random.nextInt(15)),
              random.nextInt(3) > 0,
              job.isEmpty() ? 1 + random.nextInt(2) : 1,
              isCalm ? 0 : random.nextInt(3) * .3,
              random.nextBoolean() ? "boss-" + generation : root));
    }
    return new Settings(
        isCalm, groupInterval, repeatInterval, root, branches, allWantEnds, storms, others, cap);
  }

  /** The steps of escalation. */
  List<Step> steps() {
    return steps;
  }

  /** What routing reads of them. */
  RoutingExtensions extensions() {
    GraphInhibitRule rule =
        new GraphInhibitRule("", List.of(LabelMatcher.equal("alertname", "Down")), List.of(), 2);
    return new RoutingExtensions(
        escalations(), Map.of(), isCalm ? List.of() : List.of(rule), AlertPlaces.DEFAULT);
  }

  private List<Escalation> escalations() {
    return steps.stream()
        .map(
            step ->
                new Escalation(
                    step.name(),
                    step.job().isEmpty()
                        ? List.of()
                        : List.of(LabelMatcher.equal("job", step.job())),
                    new Escalation.Condition(
                        step.after(),
                        step.unlessAcknowledged(),
                        step.services(),
                        step.impact(),
                        Priority.P4),
                    List.of(step.receiver()),
                    new RouteTiming(0, groupInterval, repeatInterval)))
        .toList();
  }

  StormPolicy storms() {
    return storms;
  }

  /** What somebody might make of it: a receiver's name, a matcher or a route changes. */
  Settings changed(Random random, int generation) {
    List<Branch> others = new ArrayList<>(branches);
    String newRoot = root;
    int one = others.isEmpty() ? -1 : random.nextInt(others.size());
    switch (random.nextInt(4)) {
      case 0 -> newRoot = "ops-" + generation;
      case 1 -> {
        if (one >= 0) {
          Branch old = others.get(one);
          others.set(
              one, new Branch("instance", "a", old.receiver(), old.continues(), old.groupBy()));
        }
      }
      case 2 -> {
        if (one >= 0) {
          others.remove(one);
        }
      }
      default -> {
        if (one >= 0) {
          Branch old = others.get(one);
          others.set(
              one, new Branch(old.label(), old.value(), "desk-" + generation, true, old.groupBy()));
        }
      }
    }
    return new Settings(
        isCalm, groupInterval, repeatInterval, newRoot, others, allWantEnds, storms, steps, cap);
  }

  long groupInterval() {
    return groupInterval;
  }

  long repeatInterval() {
    return repeatInterval;
  }

  /** Who is to be told of an alert. */
  Set<String> receiversOf(Labels alert) {
    Set<String> receivers = new TreeSet<>();
    for (Branch branch : branches) {
      if (alert.get(branch.label()).equals(branch.value())) {
        receivers.add(branch.receiver());
        if (!branch.continues()) {
          return receivers;
        }
      }
    }
    return receivers.isEmpty() ? Set.of(root) : receivers;
  }

  RoutingConfig routing() {
    RouteBuilder route =
        new RouteBuilder()
            .receiver(root)
            .groupBy(List.of("alertname"))
            .groupWaitMillis(30 * SECOND)
            .groupIntervalMillis(groupInterval)
            .repeatIntervalMillis(repeatInterval);
    for (Branch branch : branches) {
      RouteBuilder child =
          new RouteBuilder()
              .receiver(branch.receiver())
              .continues(branch.continues())
              .groupBy(branch.groupBy())
              .matchers(List.of(LabelMatcher.equal(branch.label(), branch.value())));
      if (!isCalm && branch.label().equals("alertname")) {
        child.muteTimeIntervals(List.of("second hour"));
      }
      if (!isCalm && branch.label().equals("instance")) {
        child.activeTimeIntervals(List.of("first half"));
      }
      route.route(child);
    }
    InhibitRule rule =
        new InhibitRule(
            "",
            List.of(LabelMatcher.equal("alertname", "HostDown")),
            List.of(LabelMatcher.equal("alertname", "Down")),
            List.of("instance"));
    return new RoutingConfig(
        route.build(),
        receivers(),
        isCalm ? List.of() : List.of(rule),
        new TimeIntervals(
            Map.of("second hour", List.of(span(60, 120)), "first half", List.of(span(0, 150)))),
        List.of(),
        Map.of());
  }

  private static TimeInterval span(int begin, int end) {
    return new TimeInterval(
        List.of(new TimeInterval.MinuteSpan(begin, end)),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        ZoneOffset.UTC);
  }

  private Map<String, ReceiverConfig> receivers() {
    Set<String> names = new TreeSet<>(List.of(root, FALLBACK));
    branches.forEach(branch -> names.add(branch.receiver()));
    steps.forEach(step -> names.add(step.receiver()));
    Map<String, ReceiverConfig> receivers = new LinkedHashMap<>();
    for (String name : names) {
      List<IntegrationConfig> channels = new ArrayList<>();
      channels.add(new IntegrationConfig("webhook", 0, !name.equals("pager"), Map.of()));
      if (name.startsWith("ops")) {
        channels.add(new IntegrationConfig("webhook", 1, allWantEnds, Map.of()));
      }
      receivers.put(name, new ReceiverConfig(name, channels));
    }
    return receivers;
  }
}
