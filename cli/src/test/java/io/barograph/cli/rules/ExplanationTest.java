package io.barograph.cli.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.barograph.promql.eval.EvaluationOptions;
import io.barograph.promql.explain.RuleExplanation;
import io.barograph.promql.explain.SamplingTimes;
import io.barograph.promql.rules.Recordings;
import io.barograph.promql.rules.RuleFile;
import io.barograph.promql.rules.RunnableRules;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Explanations as they are printed, word for word. */
class ExplanationTest {
  private RunnableRules runnable;
  private List<RuleExplanation> explained;

  @BeforeEach
  void explain() throws Exception {
    RuleFile file = RuleFile.parse("explained.yml", resource("explained.yml"));
    runnable =
        RunnableRules.of(
            file,
            new Recordings(List.of(file), SamplingTimes.DEFAULT.evaluationInterval()),
            EvaluationOptions.DEFAULT);
    explained =
        runnable.rules().stream()
            .map(rule -> RuleExplanation.of(rule, SamplingTimes.DEFAULT, EvaluationOptions.DEFAULT))
            .toList();
  }

  @Test
  void saysInAParagraphWhatEachRuleDoes() throws IOException {
    String text =
        Stream.concat(
                explained.stream().map(rule -> ExplanationText.of("explained.yml", rule)),
                runnable.refused().stream().map(ExplanationText::of))
            .collect(Collectors.joining("\n\n", "", "\n"));
    assertThat(text).isEqualToNormalizingNewlines(resource("explained.txt"));
  }

  @Test
  void saysTheSameAsJson() throws IOException {
    String json =
        Stream.concat(
                explained.stream().map(rule -> ExplanationJson.of("explained.yml", rule)),
                runnable.refused().stream().map(ExplanationJson::of))
            .map(ObjectNode::toString)
            .collect(Collectors.joining("\n", "", "\n"));
    assertThat(json).isEqualToNormalizingNewlines(resource("explained.jsonl"));
  }

  private static String resource(String name) throws IOException {
    try (InputStream text = ExplanationTest.class.getResourceAsStream(name)) {
      return new String(text.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
