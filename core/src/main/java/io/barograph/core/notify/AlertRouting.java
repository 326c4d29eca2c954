package io.barograph.core.notify;

import io.barograph.core.labels.Labels;
import io.barograph.core.route.Route;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * In which groups alerts that fire are told: in those of the routes that take them, or, while a
 * receiver has a storm, in the storm's. What a receiver was told in a group is told there until it
 * ends. Not thread-safe.
 */
final class AlertRouting {
  private final Route root;
  private final Mutes mutes;
  private final Storms storms;
  private final AlertGroups groups;

  /** By receiver and key, the first of each. */
  private final Map<String, Route> byKey = new HashMap<>();

  /**
   * Nothing fires.
   *
   * @param root of the tree of routes
   * @param mutes what a receiver is not told is no part of its storm
   * @param groups takes the alerts
   */
  AlertRouting(Route root, Mutes mutes, Storms storms, AlertGroups groups) {
    this.root = root;
    this.mutes = mutes;
    this.storms = storms;
    this.groups = groups;
    collect(root);
  }

  private void collect(Route route) {
    byKey.putIfAbsent(route.receiver() + ' ' + route.key(), route);
    route.routes().forEach(this::collect);
  }

  /**
   * Puts an alert that fires into the groups in which it is to be told, where it is missing.
   *
   * @param begins whether it did not fire before
   */
  void fires(NotifiedAlert alert, boolean begins, long now) {
    Map<String, List<Route>> ways = ways(alert.labels());
    if (begins) {
      watch(alert.labels(), ways, now);
    }
    route(alert, ways, now);
  }

  /** The routes that take an alert, by receiver. */
  private Map<String, List<Route>> ways(Labels labels) {
    Map<String, List<Route>> ways = new LinkedHashMap<>();
    for (Route route : root.match(labels)) {
      ways.computeIfAbsent(route.receiver(), any -> new ArrayList<>()).add(route);
    }
    return ways;
  }

  /** Sees whether somebody has a storm with an alert that begins. */
  private void watch(Labels labels, Map<String, List<Route>> ways, long now) {
    ways.forEach(
        (receiver, routes) -> {
          if (!storms.concern(receiver)) {
            return;
          }
          List<GroupId> heard =
              routes.stream()
                  .filter(route -> mutes.of(labels, route, now).isEmpty())
                  .map(route -> idOf(route, labels))
                  .toList();
          if (!heard.isEmpty() && storms.add(receiver, heard, now)) {
            beginStorm(receiver, now);
          }
        });
  }

  /** What the receiver was not told yet, it is told by the storm's group. */
  private void beginStorm(String receiver, long now) {
    GroupId id = storms.groupOf(receiver, now).orElseThrow();
    List<AlertGroup> others =
        groups.all().stream()
            .filter(group -> group.id().receiver().equals(receiver) && !group.id().isEscalation())
            .toList();
    AlertGroup storm = openStorm(id, now);
    for (AlertGroup other : others) {
      for (NotifiedAlert alert : other.untold()) {
        groups.release(other, alert.labels().fingerprint(), now);
        if (alert.isFiring()) {
          groups.put(storm, alert, now);
        }
      }
    }
  }

  private AlertGroup openStorm(GroupId id, long now) {
    return groups.open(
        id,
        () ->
            AlertGroup.ofStorm(id, GroupWay.OfReceiver.of(root, id.receiver()).orElseThrow(), now));
  }

  private void route(NotifiedAlert alert, Map<String, List<Route>> ways, long now) {
    ways.forEach(
        (receiver, routes) -> {
          Optional<GroupId> storm = storms.groupOf(receiver, now);
          if (isToldOtherwise(alert, receiver, storm, now)) {
            return;
          }
          if (storm.isPresent()) {
            groups.put(openStorm(storm.get(), now), alert, now);
            return;
          }
          for (Route route : routes) {
            GroupId id = idOf(route, alert.labels());
            AlertGroup group =
                groups.open(id, () -> new AlertGroup(id, new GroupWay.OfRoute(route)));
            if (!group.holds(alert.labels().fingerprint())) {
              groups.put(group, alert, now);
            }
          }
        });
  }

  /**
   * True if a receiver was told of an alert by another kind of group than it would be now, and so
   * is told of it by that group until it ends. What has told nothing of it lets it go.
   */
  private boolean isToldOtherwise(
      NotifiedAlert alert, String receiver, Optional<GroupId> storm, long now) {
    long fingerprint = alert.labels().fingerprint();
    boolean isTold = false;
    for (AlertGroup group : groups.of(fingerprint)) {
      boolean isOther =
          storm.map(id -> !id.equals(group.id())).orElseGet(() -> group.id().isStorm());
      if (isOther && group.id().receiver().equals(receiver) && !group.id().isEscalation()) {
        isTold |= group.tells(fingerprint);
        if (!group.owes(fingerprint)) {
          groups.release(group, fingerprint, now);
        }
      }
    }
    return isTold;
  }

  /** The way of a group of routes or of a storm; empty if none leads to it any more. */
  Optional<GroupWay> wayOf(GroupId id) {
    return id.isStorm()
        ? GroupWay.OfReceiver.of(root, id.receiver())
        : Optional.ofNullable(byKey.get(id.receiver() + ' ' + id.routeKey()))
            .map(GroupWay.OfRoute::new);
  }

  /**
   * All groups are read, be they of other settings: an alert that fires strays from those that are
   * not its own any more, and finds its new ones.
   */
  void restored(NotifiedAlert alert, long now) {
    Map<String, List<Route>> ways = ways(alert.labels());
    leaveOtherGroups(alert.labels(), ways);
    ways.keySet().removeIf(receiver -> isInStorm(alert, receiver));
    route(alert, ways, now);
  }

  private void leaveOtherGroups(Labels labels, Map<String, List<Route>> ways) {
    for (AlertGroup group : groups.of(labels.fingerprint())) {
      if (group.id().isEscalation()) {
        continue;
      }
      List<Route> own = ways.getOrDefault(group.id().receiver(), List.of());
      boolean isRight =
          group.id().isStorm()
              ? !own.isEmpty()
              : own.stream().anyMatch(route -> idOf(route, labels).equals(group.id()));
      groups.stray(group, labels.fingerprint(), !isRight);
    }
  }

  /** True if it stays in the group of a storm, though the storm may be over by now. */
  private boolean isInStorm(NotifiedAlert alert, String receiver) {
    return groups.of(alert.labels().fingerprint()).stream()
        .map(AlertGroup::id)
        .anyMatch(id -> id.isStorm() && id.receiver().equals(receiver));
  }

  private static GroupId idOf(Route route, Labels alert) {
    return new GroupId(route.receiver(), route.key(), route.groupLabels(alert));
  }
}
