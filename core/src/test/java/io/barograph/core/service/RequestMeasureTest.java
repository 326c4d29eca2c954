package io.barograph.core.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.barograph.core.measure.Measure;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class RequestMeasureTest {
  private static final long SEED = 5;

  /** A multiple of an hour, so that windows that end here cover all of their span. */
  private static final long END = 1_700_002_800_000L;

  private static final RequestMeasureKind KIND = new RequestMeasureKind(RequestPolicy.DEFAULT);
  private static final String NAMES = "{endpoint=/orders,method=POST,service=desk";

  @Test
  void aShareOfRequestsSucceeds() {
    Measure<Request> measure = begin();
    for (int i = 0; i < 40; i++) {
      int status = i < 4 ? 503 : i < 6 ? Request.NO_ANSWER : i < 16 ? 404 : 200;
      measure.add(request(i, status, 0.1, END - 1_000L * i));
    }
    Samples samples = Samples.of(measure, END);

    assertThat(samples.value(all("requests_total"))).isEqualTo(40);
    assertThat(samples.value(all("failures_total"))).isEqualTo(6);
    assertThat(samples.value(all("client_errors_total"))).isEqualTo(10);
    assertThat(samples.value(all("last_request_age_seconds"))).isZero();
    assertThat(samples.value(of("success_ratio", "1m"))).isEqualTo(34 / 40.0);
    assertThat(samples.value(of("client_error_ratio", "1m"))).isEqualTo(0.25);
    assertThat(samples.value(of("requests", "5m"))).isEqualTo(40);
    assertThat(samples.value(of("requests_per_second", "1m"))).isEqualTo(40 / 60.0);
    assertThat(samples.value(of("requests_per_second", "5m"))).isEqualTo(40 / 300.0);
    assertThat(samples.value(of("requests_per_second", "1h"))).isEqualTo(40 / 3_600.0);
  }

  /** The example of the Apdex specification: 60 satisfied, 30 tolerating and 10 frustrated. */
  @Test
  void satisfactionIsThatOfApdex() {
    Measure<Request> measure = begin();
    for (int i = 0; i < 100; i++) {
      double seconds = i < 60 ? 0.5 : i < 90 ? 2 : 2.001;
      measure.add(request(i, 200, seconds, END - i));
    }
    assertThat(Samples.of(measure, END).value(of("apdex_ratio", "1m"))).isEqualTo(0.75);

    for (int i = 100; i < 200; i++) {
      measure.add(request(i, i % 2 == 0 ? 500 : 404, 0.1, END - i));
    }
    assertThat(Samples.of(measure, END).value(of("apdex_ratio", "1m")))
        .as("who got an error of the service is frustrated")
        .isEqualTo((60 + 15 + 50) / 200.0);
  }

  @Test
  void latencyIsToldInQuantiles() {
    Measure<Request> measure = begin();
    for (int i = 1; i <= 1_000; i++) {
      measure.add(request(i, 200, i / 1_000.0, END - 50L * i));
    }
    Samples samples = Samples.of(measure, END);

    assertThat(samples.value(quantile("0.5", "1m"))).isCloseTo(0.5, within(0.5 * 0.021));
    assertThat(samples.value(quantile("0.95", "1m"))).isCloseTo(0.95, within(0.95 * 0.021));
    assertThat(samples.value(quantile("0.99", "1h"))).isCloseTo(0.99, within(0.99 * 0.021));
  }

  @Test
  void fewRequestsAreNoVerdict() {
    Measure<Request> measure = begin();
    for (int i = 0; i < 29; i++) {
      measure.add(request(i, 500, 0.1, END - i));
    }
    Samples few = Samples.of(measure, END);
    assertThat(few.has(of("success_ratio", "1m"))).isFalse();
    assertThat(few.has(of("apdex_ratio", "1m"))).isFalse();
    assertThat(few.has(quantile("0.5", "1m"))).isFalse();
    assertThat(few.value(of("requests", "1m"))).isEqualTo(29);

    measure.add(request(29, 500, 0.1, END - 29));
    Samples enough = Samples.of(measure, END);
    assertThat(enough.value(of("success_ratio", "1m"))).isZero();
    assertThat(enough.has(quantile("0.95", "1m"))).isTrue();
    assertThat(enough.has(quantile("0.99", "1m"))).as("one in a hundred of thirty").isFalse();
  }

  @Test
  void sizesAreThoseThatAreKnown() {
    Measure<Request> measure = begin();
    measure.add(sized(1, 100, Request.UNKNOWN_SIZE));
    assertThat(Samples.of(measure, END).has(of("response_bytes_mean", "1m"))).isFalse();
    measure.add(sized(2, 300, 1_000));
    measure.add(sized(3, Request.UNKNOWN_SIZE, 0));
    Samples samples = Samples.of(measure, END);

    assertThat(samples.value(of("request_bytes_mean", "1m"))).isEqualTo(200);
    assertThat(samples.value(of("response_bytes_mean", "1m"))).isEqualTo(500);
    assertThat(samples.value(all("request_bytes_total"))).isEqualTo(400);
    assertThat(samples.value(all("response_bytes_total"))).isEqualTo(1_000);
  }

  @Test
  void aLateRequestCountsWhereItsTimeStillLies() {
    Measure<Request> measure = begin();
    measure.add(request(1, 200, 0.1, END));
    Samples.of(measure, END);
    measure.add(request(2, 500, 0.1, END - Duration.ofMinutes(10).toMillis()));
    Samples samples = Samples.of(measure, END + 15_000);

    assertThat(samples.value(of("requests", "5m"))).isEqualTo(1);
    assertThat(samples.value(of("requests", "1h"))).isEqualTo(2);
    assertThat(samples.value(all("failures_total"))).isEqualTo(1);
    assertThat(samples.value(all("last_request_age_seconds"))).isEqualTo(15);
  }

  @Test
  void theOrderWithinATickChangesNoSample() {
    List<Request> requests = new ArrayList<>();
    Random random = new Random(SEED);
    for (int i = 0; i < 500; i++) {
      requests.add(
          request(
              i, 200 + 100 * random.nextInt(4), random.nextDouble(), END - random.nextInt(9_000)));
    }
    Measure<Request> first = begin();
    requests.forEach(first::add);
    Collections.shuffle(requests, random);
    Measure<Request> second = begin();
    requests.forEach(second::add);

    assertThat(Samples.of(second, END).all())
        .as("seed %d", SEED)
        .isEqualTo(Samples.of(first, END).all());
  }

  @Test
  void goesOnAfterItWasWrittenAsIfItNeverWas() throws IOException {
    Random random = new Random(SEED);
    Measure<Request> measure = begin();
    long time = END;
    for (int i = 0; i < 2_000; i++) {
      time += random.nextInt(2_000);
      measure.add(request(i, 200 + 100 * random.nextInt(4), random.nextDouble(), time));
      if (i % 100 == 0) {
        Samples.of(measure, time);
        Measure<Request> read = KIND.read(Samples.in(measure));
        assertThat(Samples.bytes(read)).as("seed %d", SEED).isEqualTo(Samples.bytes(measure));
        long later = time + 90_000;
        assertThat(Samples.of(KIND.read(Samples.in(measure)), later).all())
            .isEqualTo(Samples.of(read, later).all())
            .containsKey(of("requests", "1h"));
      }
    }
  }

  /** Latencies over five decades fill sketches as far as they can be filled. */
  @Test
  void staysWithinItsBound() throws IOException {
    Random random = new Random(SEED);
    Measure<Request> measure = begin();
    for (int i = 0; i < 200_000; i++) {
      double seconds = Math.pow(10, 5 * random.nextDouble() - 3);
      measure.add(request(i, 200, seconds, END - random.nextInt(3_600_000)));
    }
    Samples.of(measure, END);
    int written = Samples.bytes(measure).length;
    System.out.printf("a request measure of 3 windows at its worst: %d bytes%n", written);

    assertThat(written).isLessThan(3 * RequestMeasure.MAX_WINDOW_BYTES + 200);
  }

  @Test
  void anotherPolicyReadsTheWindowsThatItHas() throws IOException {
    Measure<Request> measure = begin();
    measure.add(request(1, 200, 0.1, END));
    Samples.of(measure, END);
    RequestMeasureKind other =
        new RequestMeasureKind(
            new RequestPolicy(
                List.of(Duration.ofHours(1), Duration.ofDays(1)),
                1,
                Duration.ofSeconds(1),
                Duration.ofDays(2)));
    Samples samples = Samples.of(other.read(Samples.in(measure)), END);

    assertThat(samples.value(of("requests", "1h"))).isEqualTo(1);
    assertThat(samples.value(of("requests", "1d"))).isZero();
    assertThat(samples.has(of("requests", "1m"))).isFalse();
    assertThat(samples.value(all("requests_total"))).isEqualTo(1);
  }

  @Test
  void endsWithStaleMarkersAfterLongSilence() {
    Measure<Request> measure = begin();
    measure.add(request(1, 200, 0.1, END));
    Samples.of(measure, END);
    long end = END + Duration.ofDays(1).toMillis();

    assertThat(measure.isSpent(end - 1)).isFalse();
    assertThat(measure.isSpent(end)).isTrue();
    Samples last = Samples.of(measure, end);
    assertThat(last.isStale(all("requests_total"))).isTrue();
    assertThat(last.isStale(of("requests", "1h"))).isTrue();
    assertThat(Samples.of(measure, end + 1).all()).isEmpty();
  }

  @Test
  void aRequestIsReadAsItWasWrittenAndNamesNobodyInALog() throws IOException {
    Request request =
        new Request(
            "desk", "/orders", "POST", 201, 0.25, 10, Request.UNKNOWN_SIZE, "ann", END, "r");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    request.write(new DataOutputStream(bytes));

    assertThat(Request.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()))))
        .isEqualTo(request);
    assertThat(request.toString()).doesNotContain("ann").contains("/orders");
  }

  @Test
  void keysThatDifferNeverMeet() {
    Request one = new Request("a", "bc", "d", 200, 0, -1, -1, "", 1, "i");
    Request other = new Request("ab", "c", "d", 200, 0, -1, -1, "", 1, "i");
    Request third = new Request("a", "b", "cd", 200, 0, -1, -1, "", 1, "i");

    assertThat(KIND.key(one)).isNotEqualTo(KIND.key(other)).isNotEqualTo(KIND.key(third));
    assertThat(KIND.id(one)).isEqualTo("i");
    assertThat(KIND.time(one)).isEqualTo(1);
    assertThat(KIND.name()).isEqualTo("service-requests");
  }

  @Test
  void boundsAreTold() {
    Duration hour = Duration.ofHours(1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RequestPolicy(List.of(), 0, hour, hour))
        .withMessage("minRequests must be 1 to 1000000, was 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RequestPolicy(List.of(hour, hour), 1, hour, hour))
        .withMessage("windows must differ, were [PT1H, PT1H]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RequestPolicy(Collections.nCopies(5, hour), 1, hour, hour))
        .withMessage("windows must be 4 at most, were 5");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RequestPolicy(List.of(hour), 1, Duration.ZERO, hour))
        .withMessage("apdexThreshold must be over 0 and at most 1 h, was PT0S");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RequestPolicy(List.of(hour), 1, hour, Duration.ofMinutes(5)))
        .withMessage("forgetAfter must be >= each window, PT1H, was PT5M");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RequestPolicy(List.of(Duration.ZERO), 1, hour, hour))
        .withMessage("a window must be 1 s to 400 days, was PT0S");
  }

  private static Measure<Request> begin() {
    return KIND.begin(request(0, 200, 0.1, END));
  }

  private static Request request(int id, int status, double seconds, long time) {
    return new Request(
        "desk",
        "/orders",
        "POST",
        status,
        seconds,
        Request.UNKNOWN_SIZE,
        Request.UNKNOWN_SIZE,
        "u",
        time,
        "r" + id);
  }

  private static Request sized(int id, long asked, long answered) {
    return new Request(
        "desk", "/orders", "POST", 200, 0.1, asked, answered, "u", END - id, "r" + id);
  }

  private static String all(String name) {
    return RequestMetric.PREFIX + name + NAMES + "}";
  }

  private static String of(String name, String window) {
    return RequestMetric.PREFIX + name + NAMES + ",window=" + window + "}";
  }

  private static String quantile(String quantile, String window) {
    return RequestMetric.PREFIX
        + "latency_seconds"
        + NAMES.replace(",service", ",quantile=" + quantile + ",service")
        + ",window="
        + window
        + "}";
  }
}
