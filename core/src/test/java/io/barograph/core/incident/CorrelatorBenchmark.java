package io.barograph.core.incident;

import io.barograph.core.alert.Priority;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * What an alert event costs from deduplication to the incident that is told: an alert begins, is
 * told again, and ends. In a storm 20,000 alerts of 200 services come and go without end; where
 * they flap, 1,000 of two services do.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class CorrelatorBenchmark {
  private static final long START = 1_760_000_000_000L;
  private static final int EVENTS_OF_AN_EPISODE = 3;
  private static final int WARM = 200_000;

  /** What the alerts are: {@code storm} or {@code flapping}. */
  @Param({"storm", "flapping"})
  String what;

  /** How many alert events come in a second of event time. */
  @Param({"1000", "100000"})
  int rate;

  private Correlator correlator;
  private Blackhole told;
  private String[] fingerprints;
  private String[] services;
  private long next;
  private AlertSignal begun;

  @Setup
  public void begin(Blackhole hole) {
    told = hole;
    boolean isStorm = what.equals("storm");
    fingerprints = new String[isStorm ? 20_000 : 1_000];
    services = new String[isStorm ? 200 : 2];
    Map<String, List<String>> calls = new TreeMap<>();
    for (int i = 0; i < services.length; i++) {
      services[i] = "service-" + i;
      calls.put(services[i], List.of());
    }
    for (int i = 0; i < fingerprints.length; i++) {
      fingerprints[i] = "%016x".formatted(i * 0x9E37_79B9_7F4A_7C15L);
    }
    correlator =
        new Correlator(
            CorrelationPolicy.DEFAULT, ImpactPolicy.DEFAULT, version -> told.consume(version));
    correlator.take(
        new Topology("", new ServiceGraph(calls, Map.of()), Duration.ofMinutes(1), START));
    for (int i = 0; i < WARM; i++) {
      alertEvent();
    }
  }

  @Setup(Level.Iteration)
  public void tellInto(Blackhole hole) {
    told = hole;
  }

  /** An alert begins, is told again, or ends. */
  @Benchmark
  public void alertEvent() {
    long time = START + 60_000 + next * 1_000 / rate;
    int part = (int) (next % EVENTS_OF_AN_EPISODE);
    if (part == 0) {
      begun = beginning(next / EVENTS_OF_AN_EPISODE, time);
    }
    correlator.take(part < 2 ? begun : endOf(begun, time));
    next++;
  }

  private AlertSignal beginning(long episode, long time) {
    int which = (int) (episode % fingerprints.length);
    return new AlertSignal(
        fingerprints[which] + '-' + time,
        time,
        "Errors",
        fingerprints[which],
        services[which % services.length],
        "",
        Priority.P2,
        true);
  }

  private static AlertSignal endOf(AlertSignal begun, long time) {
    return new AlertSignal(
        begun.id(),
        time,
        begun.name(),
        begun.fingerprint(),
        begun.service(),
        begun.host(),
        begun.priority(),
        false);
  }

  /** Runs the benchmark. */
  public static void main(String[] arguments) throws RunnerException {
    new Runner(new OptionsBuilder().include(CorrelatorBenchmark.class.getSimpleName()).build())
        .run();
  }
}
