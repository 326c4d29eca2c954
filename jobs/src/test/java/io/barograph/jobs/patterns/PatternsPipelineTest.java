package io.barograph.jobs.patterns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.barograph.cep.chain.ChainDetection;
import io.barograph.core.alert.Alert;
import io.barograph.core.pattern.StateChange;
import io.barograph.jobs.rules.RuleChange;
import io.barograph.jobs.rules.RuleChangeSerializer;
import io.barograph.jobs.types.AlertSerializer;
import io.barograph.promql.rules.PackText;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.junit.jupiter.api.Test;

class PatternsPipelineTest {
  private static final PatternsPipeline.Plan PLAN =
      new PatternsPipeline.Plan(PackPatterns.NONE, PatternsPipeline.Plan.DEFAULT_MAX_OPEN);

  @Test
  void everyOperatorHasAUidWithFixedPatterns() {
    assertThatCode(() -> plan(changes -> PatternsPipeline.define(changes, PLAN)))
        .doesNotThrowAnyException();
  }

  @Test
  void everyOperatorHasAUidWithPatternsThatChange() {
    assertThatCode(
            () ->
                plan(
                    changes ->
                        PatternsPipeline.define(
                            changes,
                            PLAN,
                            nothing(
                                changes.getExecutionEnvironment(),
                                RuleChangeSerializer.INSTANCE.typeInformation(),
                                "published"))))
        .doesNotThrowAnyException();
  }

  @Test
  void whatIsTriedSaysNothingAndADeletedPackHasNoPatterns() {
    PackText.File settings = new PackText.File("barograph.yml (version 2)", "patterns: []");
    PackText pack = new PackText("desk", "2", List.of(), Optional.of(settings));

    assertThat(PatternsPipeline.textOf(change(true, Optional.of(pack)))).isEmpty();
    assertThat(PatternsPipeline.textOf(change(false, Optional.of(pack))))
        .contains(new PackPatterns.PatternText("desk", 7, settings.name(), settings.text()));
    assertThat(PatternsPipeline.textOf(change(false, Optional.empty())))
        .contains(new PackPatterns.PatternText("desk", 7, "", ""));
  }

  @Test
  void aPlanNamesWhatIsWrongWithIt() {
    assertThatThrownBy(() -> new PatternsPipeline.Plan(PackPatterns.NONE, 0))
        .hasMessage("maxOpen must be >= 1, was 0");
  }

  private static RuleChange change(boolean isTrial, Optional<PackText> live) {
    return new RuleChange(1, 7, 3, "desk", isTrial, live, Optional.empty());
  }

  /** Makes the execution plan, which fails where a uid is missing. */
  private static void plan(Function<DataStream<StateChange>, ChainDetection.Streams> define) {
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(
            new Configuration()
                .set(PipelineOptions.AUTO_GENERATE_UIDS, false)
                .set(PipelineOptions.GENERIC_TYPES, false));
    DataStream<Alert> alerts = nothing(env, AlertSerializer.INSTANCE.typeInformation(), "alerts");
    ChainDetection.Streams found = define.apply(PatternsPipeline.changesOf(alerts));
    found.matches().sinkTo(new DiscardingSink<>()).uid("matches");
    found.late().sinkTo(new DiscardingSink<>()).uid("late");
    String unused = env.getExecutionPlan();
  }

  private static <T> DataStream<T> nothing(
      StreamExecutionEnvironment env, TypeInformation<T> type, String uid) {
    return env.fromSequence(1, 1)
        .uid(uid + "-numbers")
        .<T>flatMap((number, out) -> {})
        .returns(type)
        .setParallelism(1)
        .uid(uid);
  }
}
