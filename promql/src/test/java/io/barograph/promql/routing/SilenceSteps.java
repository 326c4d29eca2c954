package io.barograph.promql.routing;

import io.barograph.core.route.Silence;
import io.barograph.core.route.SilenceAnswer;
import io.barograph.core.route.SilenceBook;
import io.barograph.core.route.TimeInterval;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Runs the steps of one case of silences; before each step the book is written and read. */
final class SilenceSteps {
  private static final long MINUTE = 60_000;

  private final List<String> wrong = new ArrayList<>();
  private SilenceBook book = new SilenceBook();

  private SilenceSteps() {}

  /** What is not as expected. */
  static List<String> run(List<Map<String, Object>> steps) throws IOException {
    SilenceSteps run = new SilenceSteps();
    for (Map<String, Object> step : steps) {
      run.book = copy(run.book);
      run.run(step);
    }
    return run.wrong;
  }

  private void run(Map<String, Object> step) {
    long at = minutes(step.get("at"));
    if (step.containsKey("ask")) {
      check(step, step.get("ids"), book.silencedBy(CaseFile.labels(step.get("ask")), at));
    } else if (step.containsKey("forget")) {
      book.forget(at);
      check(step, step.get("known"), book.silences().stream().map(Silence::id).toList());
    } else {
      SilenceAnswer answer =
          step.containsKey("expire")
              ? book.expire(step.get("expire").toString(), at)
              : put(CaseFile.map(step.get("put")), at);
      check(step, step.get("outcome"), answer.outcome().name());
      if (step.containsKey("startsAt")) {
        check(step, minutes(step.get("startsAt")), answer.silence().orElseThrow().startsAt());
      }
    }
  }

  private SilenceAnswer put(Map<String, Object> put, long at) {
    Silence wanted =
        new Silence(
            put.getOrDefault("id", "").toString(),
            MatcherSyntax.parse(put.get("matchers").toString()),
            minutes(put.get("from")),
            minutes(put.get("to")),
            "somebody",
            "a test",
            new TreeMap<>(Map.of("ticket", "7")),
            at,
            recurrence(put));
    boolean everything = (Boolean) put.getOrDefault("everything", false);
    return book.put(wanted, put.get("new").toString(), everything, at);
  }

  private static List<TimeInterval> recurrence(Map<String, Object> put) {
    if (!put.containsKey("recurrence")) {
      return List.of();
    }
    try {
      return RoutingConformanceTest.config(
              "time_intervals: [{name: x, time_intervals: %s}]".formatted(put.get("recurrence")))
          .timeIntervals()
          .byName()
          .get("x");
    } catch (RoutingFileException invalid) {
      throw new IllegalArgumentException(invalid);
    }
  }

  private static SilenceBook copy(SilenceBook book) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    book.write(new DataOutputStream(bytes));
    return SilenceBook.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
  }

  private void check(Map<String, Object> step, Object expected, Object actual) {
    if (!actual.equals(expected)) {
      wrong.add("%s: expected %s, was %s".formatted(step, expected, actual));
    }
  }

  private static long minutes(Object number) {
    return MINUTE * ((Number) number).longValue();
  }
}
