package io.barograph.cli.detection;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.barograph.cli.alert.AlertEvent;
import io.barograph.cli.demo.Fault;
import io.barograph.cli.demo.FaultSchedule;
import io.barograph.cli.demo.ScheduledFault;
import io.barograph.cli.stack.Installation;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class DetectionBenchTest {
  private static final Instant START = Instant.parse("2026-11-20T10:00:00Z");
  private static final FaultSchedule TWICE =
      new FaultSchedule(
          List.of(
              new ScheduledFault(
                  Fault.STALE_QUOTES, Duration.ofSeconds(90), Duration.ofSeconds(20)),
              new ScheduledFault(
                  Fault.STALE_QUOTES, Duration.ofSeconds(270), Duration.ofSeconds(20))));
  private static final FaultRules RULES =
      new FaultRules(
          List.of(), Map.of("QuotesStale", Set.of("barograph_market_freshness_seconds")));

  private final DetectionBench bench = new DetectionBench(Optional.empty());

  @Test
  void takesTheTimesFromTheFaultToEachStep() throws IOException {
    bench.begins(START);
    bench.alert(alert("a", 1, "pending", 95, Optional.empty()), START.plusSeconds(97));
    bench.alert(alert("a", 2, "firing", 100, Optional.empty()), START.plusSeconds(102));
    bench.incident(
        new ObjectMapper().readTree("{\"members\": [{\"alert\": \"a\"}]}"), START.plusSeconds(104));
    for (String status : List.of("resolved", "firing")) {
      bench.notification(
          new ObjectMapper()
              .readTree(
                  "{\"alerts\": [{\"fingerprint\": \"a\", \"status\": \"%s\"}]}".formatted(status)),
          START.plusSeconds(status.equals("firing") ? 105 : 103));
    }
    bench.alert(alert("a", 3, "resolved", 100, Optional.of(115)), START.plusSeconds(117));
    bench.alert(alert("b", 2, "firing", 285, Optional.empty()), START.plusSeconds(286));

    assertThat(DetectionTable.csv(bench.detections(TWICE, RULES)))
        .containsExactly(
            "fault,began,rule,system,verdict,fires_s,told_s,incident_s,notified_s",
            "stale_quotes,2026-11-20T10:01:30Z,QuotesStale,Barograph,told,10.0,12.0,14.0,15.0",
            "stale_quotes,2026-11-20T10:04:30Z,QuotesStale,Barograph,told,15.0,16.0,,");
    assertThat(DetectionTable.lines(bench.detections(TWICE, RULES)))
        .anySatisfy(
            line ->
                assertThat(line.split(" +"))
                    .startsWith(
                        "median", "all", "rules", "Barograph", "12.5", "14.0", "14.0", "15.0"))
        .anySatisfy(
            line ->
                assertThat(line.split(" +"))
                    .startsWith(
                        "max", "all", "rules", "Barograph", "15.0", "16.0", "14.0", "15.0"));
  }

  @Test
  void theAlertOfTheNextFaultIsNotThatOfTheOneBefore() {
    bench.begins(START);
    bench.alert(alert("b", 2, "firing", 280, Optional.empty()), START.plusSeconds(281));

    assertThat(bench.detections(TWICE, RULES))
        .extracting(Detection::verdict)
        .containsExactly(Detection.Verdict.MISSED, Detection.Verdict.TOLD);
  }

  @Test
  void anAlertThatFiredBeforeTheFaultTellsNothingOfIt() {
    bench.begins(START);
    bench.alert(alert("a", 1, "firing", 60, Optional.empty()), START.plusSeconds(61));
    bench.alert(alert("a", 2, "resolved", 60, Optional.of(260)), START.plusSeconds(261));
    bench.alert(alert("b", 1, "firing", 100, Optional.empty()), START.plusSeconds(101));

    assertThat(bench.detections(TWICE, RULES))
        .extracting(Detection::verdict)
        .containsExactly(Detection.Verdict.FIRED_BEFORE, Detection.Verdict.FIRED_BEFORE);
    bench.alert(alert("b", 2, "resolved", 100, Optional.of(270)), START.plusSeconds(271));
    assertThat(bench.detections(TWICE, RULES).get(1).verdict())
        .as("over when the fault began")
        .isEqualTo(Detection.Verdict.MISSED);
  }

  @Test
  void withoutABeginningNothingIsFound() {
    assertThat(bench.detections(TWICE, RULES)).isEmpty();
  }

  @Test
  void knowsWhichRulesReadWhatIsFed() throws IOException {
    FaultRules rules =
        FaultRules.in(List.of(packs().resolve("system"), packs().resolve("trading-demo")));

    assertThat(rules.files())
        .containsExactly(
            packs().resolve("system/host.yml"), packs().resolve("trading-demo/desk.yml"));
    Set<String> fed = Set.of("host_cpu_usage_ratio", "desk_order_latency_seconds");
    assertThat(rules.canRead("HostCpuHigh", fed)).isTrue();
    assertThat(rules.canRead("OrderLatencyHigh", fed)).isTrue();
    assertThat(rules.canRead("OrderGatewayErrorBurst", fed)).isFalse();
    assertThat(rules.canRead("QuotesStale", fed)).isFalse();
  }

  @Test
  void comparesTheRulesThatBothCanEvaluate() {
    FaultSchedule schedule =
        new FaultSchedule(
            List.of(
                new ScheduledFault(
                    Fault.ERROR_BURST, Duration.ofSeconds(75), Duration.ofSeconds(15))));
    ScheduledFault fault = schedule.faults().get(0);
    Instant began = START.plusSeconds(75);
    List<Detection> found =
        List.of(
            told("Barograph", fault, "OrderGatewayErrorBurst", began, 5),
            Detection.withoutInput("Prometheus", fault, "OrderGatewayErrorBurst", began),
            told("Barograph", fault, "OrderLatencyHigh", began, 10),
            told("Prometheus", fault, "OrderLatencyHigh", began, 12));

    assertThat(DetectionTable.lines(found).stream().map(line -> line.replaceAll(" +", " ")))
        .contains(
            "error_burst OrderGatewayErrorBurst Prometheus - - - - reads what is derived",
            "median all rules Barograph 7.5 7.5 - - 2 of 2 told",
            "median of both Barograph 10.0 10.0 - - 1 of 1 told",
            "median of both Prometheus 12.0 12.0 - - 1 of 1 told");
  }

  private static Detection told(
      String system, ScheduledFault fault, String rule, Instant began, int seconds) {
    Instant at = began.plusSeconds(seconds);
    return Detection.of(
        system,
        fault,
        rule,
        began,
        Instant.MAX,
        List.of(
            new FiredAlert(rule, at, at, Optional.empty(), Optional.empty(), Optional.empty())));
  }

  private static Path packs() {
    return new Installation(Path.of("..")).rules();
  }

  private static AlertEvent alert(
      String id, long version, String status, int startsAt, Optional<Integer> endsAt) {
    Instant fired = START.plusSeconds(startsAt);
    return new AlertEvent(
        id,
        version,
        status,
        "condition_true",
        new TreeMap<>(Map.of("alertname", "QuotesStale")),
        new TreeMap<>(),
        Optional.of(9.0),
        "P2",
        fired,
        status.equals("pending") ? Optional.empty() : Optional.of(fired),
        endsAt.map(START::plusSeconds),
        fired);
  }
}
