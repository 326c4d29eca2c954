package io.barograph.cep.chain;

import static io.barograph.cep.chain.Chains.fires;
import static io.barograph.cep.chain.Chains.recovers;
import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.core.pattern.StateChange;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.cep.CEP;
import org.apache.flink.cep.pattern.Pattern;
import org.apache.flink.cep.pattern.conditions.SimpleCondition;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.transformations.OneInputTransformation;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

/** What the first pattern that comes to mind gets wrong, and the generic one right. */
class NaivePatternTest {
  private static final StateChange WARNING = fires("w", "warning", 1_000);
  private static final StateChange ERROR = fires("e", "error", 3_000);
  private static final StateChange CRITICAL = fires("c", "critical", 4_000);

  @Test
  void tellsOneEscalationTwice() throws Exception {
    StateChange again = fires("w2", "warning", 2_000);

    assertThat(naive(WARNING, again, ERROR, CRITICAL)).containsExactlyInAnyOrder("wec", "w2ec");
    assertThat(generic(WARNING, again, ERROR, CRITICAL)).containsExactly("w2ec");
  }

  @Test
  void tellsAnEscalationOfWhatHasRecovered() throws Exception {
    StateChange recovery = recovers("w", "warning", 2_000);

    assertThat(naive(WARNING, recovery, ERROR, CRITICAL)).containsExactly("wec");
    assertThat(generic(WARNING, recovery, ERROR, CRITICAL)).isEmpty();
  }

  /** Without a skip strategy, and blind to recoveries. */
  @SuppressWarnings("unchecked") // it is of what it was made
  private static List<String> naive(StateChange... changes) throws Exception {
    var pattern =
        Pattern.<StateChange>begin("warning")
            .where(SimpleCondition.of(change -> isOf(change, "warning")))
            .followedBy("error")
            .where(SimpleCondition.of(change -> isOf(change, "error")))
            .followedBy("critical")
            .where(SimpleCondition.of(change -> isOf(change, "critical")))
            .within(Duration.ofMinutes(15));
    var stream =
        StreamExecutionEnvironment.getExecutionEnvironment()
            .fromData(List.of(changes), StateChangeSerializer.INSTANCE.typeInformation())
            .keyBy(change -> change.labels().get("service"), Types.STRING);
    var found =
        CEP.pattern(stream, pattern)
            .select(
                match ->
                    match.get("warning").get(0).id()
                        + match.get("error").get(0).id()
                        + match.get("critical").get(0).id(),
                Types.STRING);
    var operator =
        ((OneInputTransformation<StateChange, String>) found.getTransformation())
            .getOperatorFactory();
    try (var harness =
        new KeyedOneInputStreamOperatorTestHarness<String, StateChange, String>(
            operator, change -> change.labels().get("service"), Types.STRING)) {
      harness.open();
      for (StateChange change : changes) {
        harness.processElement(change, change.time());
      }
      harness.processWatermark(4_000);
      return harness.extractOutputValues();
    }
  }

  private static boolean isOf(StateChange change, String severity) {
    return change.isFiring() && change.labels().get("severity").equals(severity);
  }

  private static List<String> generic(StateChange... changes) throws Exception {
    try (ChainHarness chains = new ChainHarness(Chains.escalation())) {
      chains.tell(changes);
      chains.clock(4_000);
      return chains.takeIds().stream().map(ids -> String.join("", ids)).toList();
    }
  }
}
