package io.barograph.promql.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.core.labels.Labels;
import io.barograph.core.route.AlertmanagerText;
import io.barograph.core.route.InhibitRule;
import io.barograph.core.route.Inhibition;
import io.barograph.core.route.Route;
import io.barograph.core.route.RouteTiming;
import io.barograph.core.route.RoutingConfig;
import io.barograph.core.route.TimeIntervals;
import io.barograph.promql.parse.Durations;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * Routing as Alertmanager documents it: the cases stand in files, so that one can be added without
 * Java. A file is named in its methods.
 */
class RoutingConformanceTest {
  /** How many cases there are at least, all of which pass. */
  private static final int CASES = 327;

  private final List<String> failures = new ArrayList<>();
  private int passed;

  @Test
  void routesAsAlertmanagerDocumentsIt() throws IOException, RoutingFileException {
    routes();
    matchers();
    inhibition();
    intervals();
    muting();
    silences();
    errors();
    System.out.printf("routing cases: %d passed, %d failed, 0 skipped%n", passed, failures.size());

    assertThat(failures).isEmpty();
    assertThat(passed).isGreaterThanOrEqualTo(CASES);
  }

  private void routes() throws IOException, RoutingFileException {
    for (Map<String, Object> tree : CaseFile.maps(CaseFile.read("routes.yml"))) {
      RoutingConfig config = RoutingFile.parse("routes.yml", tree.get("config").toString());
      for (Map<String, Object> one : CaseFile.maps(tree.get("cases"))) {
        String name = "routes: " + one.get("name");
        Labels alert = CaseFile.labels(one.get("labels"));
        List<Route> taken = config.root().match(alert);
        check(name, one.get("receivers"), taken.stream().map(Route::receiver).toList());
        if (one.containsKey("keys")) {
          check(name, one.get("keys"), taken.stream().map(r -> r.groupKey(alert)).toList());
        }
        if (one.containsKey("timing")) {
          check(name, one.get("timing"), texts(taken.get(0).timing()));
        }
        if (one.containsKey("routeLabels")) {
          check(name, CaseFile.labels(one.get("routeLabels")), taken.get(0).labels());
        }
      }
    }
  }

  private static List<String> texts(RouteTiming timing) {
    return List.of(
        text(timing.groupWaitMillis()),
        text(timing.groupIntervalMillis()),
        text(timing.repeatIntervalMillis()));
  }

  private static String text(long millis) {
    return Durations.format(Duration.ofMillis(millis));
  }

  private void matchers() throws IOException {
    for (Map<String, Object> one : CaseFile.maps(CaseFile.read("matchers.yml"))) {
      String text = one.get("text").toString();
      try {
        String read = AlertmanagerText.matchers(MatcherSyntax.parse(text));
        check("matchers: " + text, one.get("matchers"), read);
      } catch (IllegalArgumentException invalid) {
        checkContains("matchers: " + text, one.get("error"), invalid.getMessage());
      }
    }
  }

  private void inhibition() throws IOException, RoutingFileException {
    for (Map<String, Object> set : CaseFile.maps(CaseFile.read("inhibition.yml"))) {
      String rules = set.get("rules").toString().indent(2);
      List<InhibitRule> read = config("inhibit_rules:\n" + rules).inhibitRules();
      for (Map<String, Object> one : CaseFile.maps(set.get("cases"))) {
        Inhibition inhibition = new Inhibition(read);
        CaseFile.list(one.get("firing")).forEach(a -> inhibition.add(CaseFile.labels(a)));
        CaseFile.list(one.get("ended")).forEach(a -> inhibition.remove(CaseFile.labels(a)));
        Optional<Inhibition.Cause> cause = inhibition.cause(CaseFile.labels(one.get("alert")));
        String name = "inhibition: " + one.get("name");
        Optional<Labels> by = Optional.ofNullable(one.get("by")).map(CaseFile::labels);
        check(name, by, cause.map(Inhibition.Cause::source));
        if (one.containsKey("rule")) {
          check(name, one.get("rule"), cause.orElseThrow().rule().name());
        }
      }
    }
  }

  private void intervals() throws IOException {
    for (Map<String, Object> one : CaseFile.maps(CaseFile.read("intervals.yml"))) {
      String name = "interval: " + one.get("interval");
      try {
        TimeIntervals read =
            config(
                    "time_intervals: [{name: x, time_intervals: [%s]}]"
                        .formatted(one.get("interval")))
                .timeIntervals();
        for (Object at : CaseFile.list(one.get("in"))) {
          check(name + " at " + at, Optional.of("x"), read.active(List.of("x"), millis(at)));
        }
        for (Object at : CaseFile.list(one.get("out"))) {
          check(name + " at " + at, Optional.empty(), read.active(List.of("x"), millis(at)));
        }
        if (one.containsKey("error")) {
          failures.add(name + ": is read");
        }
      } catch (RoutingFileException refused) {
        checkContains(name, one.get("error"), refused.getMessage());
      }
    }
  }

  private void muting() throws IOException, RoutingFileException {
    Map<String, Object> file = CaseFile.map(CaseFile.read("muting.yml"));
    RoutingConfig config = RoutingFile.parse("muting.yml", file.get("config").toString());
    for (Map<String, Object> one : CaseFile.maps(file.get("cases"))) {
      Route route = config.root().match(CaseFile.labels(one.get("labels"))).get(0);
      Optional<TimeIntervals.Muting> muting =
          config.timeIntervals().muting(route, millis(one.get("at")));
      check(
          "muting: " + one.get("name"),
          CaseFile.list(one.get("muted")),
          muting.map(TimeIntervals.Muting::names).orElse(List.of()));
    }
  }

  private void silences() throws IOException {
    for (Map<String, Object> one : CaseFile.maps(CaseFile.read("silences.yml"))) {
      List<String> wrong = SilenceSteps.run(CaseFile.maps(one.get("steps")));
      check("silences: " + one.get("name"), List.of(), wrong);
    }
  }

  private void errors() throws IOException {
    for (Map<String, Object> one : CaseFile.maps(CaseFile.read("errors.yml"))) {
      String text = one.get("config").toString();
      String said = "";
      try {
        RoutingFile.parse("alertmanager.yml", text);
      } catch (RoutingFileException refused) {
        said = refused.getMessage();
      }
      if (one.containsKey("reads")) {
        check("errors: " + text, "", said);
      } else {
        checkContains("errors: " + text, one.get("error"), said);
      }
    }
  }

  /** A file with the least that it needs and {@code more}. */
  static RoutingConfig config(String more) throws RoutingFileException {
    return RoutingFile.parse(
        "alertmanager.yml", "route: {receiver: a}\nreceivers: [{name: a}]\n" + more);
  }

  private static long millis(Object at) {
    return Instant.parse(at.toString()).toEpochMilli();
  }

  private void check(String name, Object expected, Object actual) {
    count(name, expected, actual, actual.equals(expected));
  }

  private void checkContains(String name, Object part, String actual) {
    count(
        name, part, actual, part != null && !actual.isEmpty() && actual.contains(part.toString()));
  }

  private void count(String name, Object expected, Object actual, boolean holds) {
    if (holds) {
      passed++;
    } else {
      failures.add("%s: expected %s, was %s".formatted(name, expected, actual));
    }
  }
}
