package io.barograph.core.incident;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Ten minutes of 10,000 alerts a minute: few incidents, soon, in bounded memory. */
class FloodTest {
  private static final int MOST_OPEN_OF_A_ROOT = 5;
  private static final long SOON_MILLIS = 5_000;

  /** 10,000 alerts of an incident take 2 MiB, 50,000 that toggle 12 MiB and at most 48 MiB. */
  private static final int MOST_BYTES = 20 << 20;

  private static final int BYTES_EVERY = 20_000;

  private final IncidentLedger ledger = new IncidentLedger(0);
  private final Map<String, Incident> last = new LinkedHashMap<>();
  private final Set<String> open = new HashSet<>();
  private int mostOpen;

  private final Correlator correlator =
      new Correlator(CorrelationPolicy.DEFAULT, ImpactPolicy.DEFAULT, this::follow);

  @ParameterizedTest
  @CsvSource({"1, 250", "3, 250", "1, 20"})
  void eachRootIsOneIncidentAndMemoryIsBounded(int roots, int rules) throws IOException {
    SimulatedFlood flood = new SimulatedFlood(roots, rules, 1);
    correlator.take(flood.events.get(0));
    int fresh = bytes();
    int most = 0;
    for (int i = 1; i < flood.events.size(); i++) {
      correlator.take(flood.events.get(i));
      most = i % BYTES_EVERY == 0 ? Math.max(most, bytes()) : most;
    }
    correlator.advance(SimulatedFlood.END + 3 * 3_600_000);

    assertThat(most).as("bytes of state").isLessThan(MOST_BYTES);
    assertThat(bytes()).as("bytes of state at the end").isEqualTo(fresh);
    assertThat(open).as("open at the end").isEmpty();
    assertThat(mostOpen).isLessThanOrEqualTo(MOST_OPEN_OF_A_ROOT * roots);
    assertThat(correlator.beyond()).as("only counted").isGreaterThan(50_000);
    flood.second.forEach((root, at) -> assertFound(root, at, flood));
  }

  /** Almost all alerts of a root are in the incident that was opened soon. */
  private void assertFound(String root, long second, SimulatedFlood flood) {
    Incident found =
        last.values().stream().filter(one -> one.root().equals(root)).findFirst().orElseThrow();
    assertThat(found.openedAt()).isBetween(second, second + SOON_MILLIS);
    Set<String> members = ledger.members(found.id());
    assertThat(members).hasSize(found.memberCount());
    long right = members.stream().filter(alert -> flood.truth.get(alert).equals(root)).count();
    long all = flood.truth.values().stream().filter(root::equals).count();
    assertThat(right / (double) members.size()).as("precision of %s", root).isGreaterThan(0.99);
    assertThat(right / (double) all).as("recall of %s", root).isGreaterThan(0.98);
  }

  private void follow(Incident incident) {
    ledger.take(incident);
    last.put(incident.id(), incident);
    if (incident.isOpen()) {
      open.add(incident.id());
    } else {
      open.remove(incident.id());
    }
    mostOpen = Math.max(mostOpen, open.size());
    assertThat(incident.members()).hasSizeLessThanOrEqualTo(Incident.MAX_MEMBERS);
  }

  private int bytes() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    correlator.write(new DataOutputStream(bytes));
    return bytes.size();
  }
}
