package io.barograph.core.incident;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.core.alert.Priority;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** What is remembered of how alerts toggle. */
class FlapRingsTest {
  private static final int TRANSITIONS = CorrelationPolicy.DEFAULT.flapTransitions();
  private static final int MOST = CorrelationPolicy.DEFAULT.maxToggling();
  private static final long WINDOW = CorrelationPolicy.DEFAULT.flapWindow().toMillis();

  private final FlapRings rings = new FlapRings(CorrelationPolicy.DEFAULT);

  @Test
  void whatIsToldTwiceIsNoToggle() throws IOException {
    assertThat(rings.add(toggle("a", "1", 0, true))).isTrue();
    assertThat(rings.add(toggle("a", "1", 0, true))).isFalse();
    assertThat(rings.add(toggle("a", "1", 10, false))).isTrue();
    assertThat(rings.add(toggle("a", "1", 10, false))).isFalse();
    assertThat(copy().add(toggle("a", "1", 10, false))).as("after a restart").isFalse();
    assertThat(rings.add(toggle("b", "1", 10, false))).as("another alert").isTrue();
  }

  @Test
  void anAlertFlapsThatTogglesOftenEnoughWithinTheWindow() {
    for (int i = 0; i < TRANSITIONS - 1; i++) {
      rings.add(toggle("a", "" + i / 2, i, i % 2 == 0));
    }
    assertThat(rings.flaps("a")).isEmpty();
    rings.add(toggle("a", "last", WINDOW - 1, false));
    assertThat(rings.flaps("a")).hasSize(TRANSITIONS / 2).allMatch(AlertSignal::isFiring);

    rings.add(toggle("a", "later", WINDOW + 3, true));
    assertThat(rings.flaps("a")).as("the first ones are over").isEmpty();
  }

  @Test
  void whatHasNotToggledOfLateIsForgottenThoughSomeCameLate() {
    rings.add(toggle("a", "1", 1_000, true));
    rings.add(toggle("b", "1", 500, true));
    rings.add(toggle("a", "1", 2_000, false));

    rings.advance(WINDOW + 1_000);
    assertThat(rings.add(toggle("a", "1", 2_000, false))).as("still known").isFalse();
    rings.advance(WINDOW + 2_001);
    assertThat(rings.isEmpty()).isTrue();
  }

  @Test
  void beyondTheBoundThoseThatToggledLastAreRemembered() throws IOException {
    for (int i = 0; i < MOST; i++) {
      rings.add(toggle("f" + i, "1", i, true));
    }
    rings.add(toggle("f0", "1", MOST, false));
    FlapRings restored = copy();
    for (FlapRings some : new FlapRings[] {rings, restored}) {
      some.add(toggle("one more", "1", MOST, true));
      assertThat(some.add(toggle("f0", "1", MOST, false))).isFalse();
      assertThat(some.add(toggle("f2", "1", 2, true))).isFalse();
      assertThat(some.add(toggle("f1", "1", 1, true))).as("forgotten").isTrue();
    }
  }

  private FlapRings copy() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    rings.write(new DataOutputStream(bytes));
    FlapRings copy = new FlapRings(CorrelationPolicy.DEFAULT);
    copy.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
    return copy;
  }

  private static AlertSignal toggle(String fingerprint, String id, long time, boolean isFiring) {
    return new AlertSignal(id, time, "A", fingerprint, "web", "h", Priority.P2, isFiring);
  }
}
