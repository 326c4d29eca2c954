package io.barograph.promql.testlang;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.barograph.promql.testlang.TestCommand.Clear;
import io.barograph.promql.testlang.TestCommand.Evaluate;
import io.barograph.promql.testlang.TestCommand.Load;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TestScriptTest {
  @Test
  void readsCommandsAndTheirBlocks() throws TestScriptException {
    List<TestCommand> commands =
        TestScript.parse(
            "script",
            """
            # a comment
            load 10s
              up{job="a b"} 0+10x2 _ stale
              {__name__="down"} 1

            clear
            eval_ordered instant at 1m up > 1
              expect no_warn
              {job="a b"} 20

            eval range from 0 to 1m step 30s 1 + 1
              2
            """);
    Load load = (Load) commands.get(0);
    assertThat(load.step()).isEqualTo(Duration.ofSeconds(10));
    assertThat(load.series().get(0).labels()).hasToString("up{job=\"a b\"}");
    assertThat(load.series().get(1).labels().metricName()).isEqualTo("down");
    assertThat(commands.get(1)).isEqualTo(new Clear(6));
    Evaluate instant = (Evaluate) commands.get(2);
    assertThat(instant.query()).isEqualTo("up > 1");
    assertThat(instant.times().start()).isEqualTo(Duration.ofMinutes(1));
    assertThat(instant.expectations()).containsExactly("ordered", "no_warn");
    assertThat(instant.mustFail()).isFalse();
    Evaluate range = (Evaluate) commands.get(3);
    assertThat(range.times().step()).isEqualTo(Duration.ofSeconds(30));
    assertThat(range.scalar()).hasValue(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1 2 | 1.0 2.0",
        "1x2 | 1.0 1.0 1.0",
        "1+2x2 | 1.0 3.0 5.0",
        "1-2x1 | 1.0 -1.0",
        "1e-1-.5x1 | 0.1 -0.4",
        "_ 1 _x2 stale | OMITTED 1.0 OMITTED OMITTED STALE",
        "NaN Inf -inf | NaN Infinity -Infinity",
        "{{schema:1 count:2}} {{}}x3 | HISTOGRAM HISTOGRAM",
        "0x0 | 0.0"
      })
  void writesSequencesOut(String written, String values) {
    assertThat(SeriesLine.parse("x " + written).values())
        .extracting(
            value ->
                value.kind() == SequenceValue.Kind.NUMBER
                    ? Double.toString(value.value())
                    : value.kind().name())
        .containsExactly(values.split(" "));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "plot 1 | s:1: a command must be clear, load or eval, was plot",
        "load | s:1: a load must be like: load 5m",
        "load 5 | s:1: not a valid duration string: \"5\"",
        "eval up | s:1: an eval must be like: eval instant at 5m up",
        "eval instant at x up | s:1: not a valid duration string: \"x\""
      })
  void namesTheLineThatCannotBeRead(String script, String message) {
    assertThatThrownBy(() -> TestScript.parse("s", script))
        .isInstanceOf(TestScriptException.class)
        .hasMessageStartingWith(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "x 1y | s:2: a value must be like 1, 1x3, 1+2x3, _ or stale, was 1y",
        "x{a!=\"b\"} 1 | s:2: 1:1: parse error: a label must be like name=\"value\"",
        "1 1 | s:2: 1:1: parse error: a series must be like name{label=\"value\"}",
        "x{ 1 | s:2: 1:4: parse error: unexpected character inside braces: '1'"
      })
  void namesTheSeriesThatCannotBeRead(String line, String message) {
    assertThatThrownBy(() -> TestScript.parse("s", "load 5m\n  " + line))
        .hasMessageStartingWith(message);
  }

  @Test
  void knowsWhatMustFail() throws TestScriptException {
    assertThat(((Evaluate) TestScript.parse("s", "eval_fail instant up").get(0)).mustFail())
        .isTrue();
    assertThat(
            ((Evaluate) TestScript.parse("s", "eval instant up\nexpect fail msg: x").get(0))
                .mustFail())
        .isTrue();
  }
}
