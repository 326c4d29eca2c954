package io.barograph.core.route;

import io.barograph.core.labels.LabelMatcher;
import io.barograph.core.labels.Labels;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * A route as it is written, from which {@link #build} makes the tree with all that is inherited:
 * receiver, grouping, timing and labels come from the parent where a route says nothing, the time
 * intervals do not. Not thread-safe.
 */
public final class RouteBuilder {
  /** The entry of {@code group_by} that stands for all labels. */
  public static final String ALL_LABELS = "...";

  private String receiver = "";
  private Labels labels = Labels.EMPTY;
  private Optional<List<String>> groupBy = Optional.empty();
  private Optional<Long> groupWaitMillis = Optional.empty();
  private Optional<Long> groupIntervalMillis = Optional.empty();
  private Optional<Long> repeatIntervalMillis = Optional.empty();
  private final List<LabelMatcher> matchers = new ArrayList<>();
  private boolean continues;
  private List<String> muteTimeIntervals = List.of();
  private List<String> activeTimeIntervals = List.of();
  private final List<RouteBuilder> routes = new ArrayList<>();

  /** Who is told. */
  public RouteBuilder receiver(String name) {
    receiver = name;
    return this;
  }

  /** Labels of the route; one of the same name replaces the parent's. */
  public RouteBuilder labels(Labels given) {
    labels = given;
    return this;
  }

  /** The labels to group by, or {@value #ALL_LABELS}; an empty list makes one group of all. */
  public RouteBuilder groupBy(List<String> names) {
    groupBy = Optional.of(List.copyOf(names));
    return this;
  }

  /** From the first alert of a group to its first notification. */
  public RouteBuilder groupWaitMillis(long millis) {
    groupWaitMillis = Optional.of(millis);
    return this;
  }

  /** From one look at a group to the next. */
  public RouteBuilder groupIntervalMillis(long millis) {
    groupIntervalMillis = Optional.of(millis);
    return this;
  }

  /** After which what has not changed is told again. */
  public RouteBuilder repeatIntervalMillis(long millis) {
    repeatIntervalMillis = Optional.of(millis);
    return this;
  }

  /** What an alert must match, besides what was given before. */
  public RouteBuilder matchers(Collection<LabelMatcher> given) {
    matchers.addAll(given);
    return this;
  }

  /** Whether the next route beside it is tried although this one matched. */
  public RouteBuilder continues(boolean given) {
    continues = given;
    return this;
  }

  /** Names of the intervals in which it tells nothing. */
  public RouteBuilder muteTimeIntervals(List<String> names) {
    muteTimeIntervals = List.copyOf(names);
    return this;
  }

  /** Names of the intervals outside of which it tells nothing. */
  public RouteBuilder activeTimeIntervals(List<String> names) {
    activeTimeIntervals = List.copyOf(names);
    return this;
  }

  /** A child, behind those given before. */
  public RouteBuilder route(RouteBuilder child) {
    routes.add(child);
    return this;
  }

  /**
   * The tree below this route as its root.
   *
   * @throws IllegalArgumentException if a timing is out of its range
   */
  public Route build() {
    Route nothing =
        new Route(
            "",
            Labels.EMPTY,
            false,
            List.of(),
            RouteTiming.DEFAULT,
            List.of(),
            false,
            List.of(),
            List.of(),
            List.of(),
            "");
    return build(nothing);
  }

  private Route build(Route parent) {
    List<LabelMatcher> sorted = new ArrayList<>(matchers);
    sorted.sort(AlertmanagerText.MATCHER_ORDER);
    String separator = parent.key().isEmpty() ? "" : "/";
    Route own =
        new Route(
            receiver.isEmpty() ? parent.receiver() : receiver,
            merged(parent.labels()),
            groupBy.map(names -> names.contains(ALL_LABELS)).orElse(parent.groupByAll()),
            groupBy.orElse(parent.groupBy()).stream().filter(n -> !n.equals(ALL_LABELS)).toList(),
            timing(parent.timing()),
            sorted,
            continues,
            muteTimeIntervals,
            activeTimeIntervals,
            List.of(),
            parent.key() + separator + AlertmanagerText.matchers(sorted));
    return withRoutes(own, routes.stream().map(child -> child.build(own)).toList());
  }

  private static Route withRoutes(Route own, List<Route> children) {
    return new Route(
        own.receiver(),
        own.labels(),
        own.groupByAll(),
        own.groupBy(),
        own.timing(),
        own.matchers(),
        own.continues(),
        own.muteTimeIntervals(),
        own.activeTimeIntervals(),
        children,
        own.key());
  }

  private RouteTiming timing(RouteTiming parent) {
    return new RouteTiming(
        groupWaitMillis.orElse(parent.groupWaitMillis()),
        groupIntervalMillis.orElse(parent.groupIntervalMillis()),
        repeatIntervalMillis.orElse(parent.repeatIntervalMillis()));
  }

  private Labels merged(Labels inherited) {
    Labels.Builder merged = inherited.toBuilder();
    labels.toMap().forEach(merged::set);
    return merged.build();
  }
}
