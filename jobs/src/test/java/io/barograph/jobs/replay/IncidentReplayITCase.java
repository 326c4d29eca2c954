package io.barograph.jobs.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.barograph.jobs.options.InvalidOptionsException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.flink.api.common.JobExecutionResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Recorded alerts through the operators of the job. */
class IncidentReplayITCase {
  private static final double KIND = 0.95;
  private static final double ROOT = 0.90;

  @TempDir Path folder;

  @Test
  void simulatedStormsBecomeTheIncidentsThatTheyWere() throws Exception {
    Path data = Path.of(System.getProperty("shared.data", "../shared/data"), "rca", "storms_sim");
    assumeThat(data).as("the shared data is not here").isDirectory();
    JobExecutionResult result =
        IncidentReplayJob.run(
            arguments(
                data.resolve("topology.json").toString(),
                data.resolve("events.jsonl.gz").toString()));

    assertThat(result.<Long>getAccumulatorResult(EvidenceFiles.REFUSED)).isZero();
    StormScore.Figures figures = StormScore.of(data, folder);
    System.out.println("storms_sim: " + figures);
    assertThat(figures.f1()).isGreaterThanOrEqualTo(0.95);
    assertThat(figures.precision()).isGreaterThanOrEqualTo(0.93);
    assertThat(figures.kind()).isGreaterThanOrEqualTo(KIND);
    assertThat(figures.root()).isGreaterThanOrEqualTo(ROOT);
    assertThat(figures.decoys()).isLessThanOrEqualTo(0.02);
    assertThat(figures.reduction()).isGreaterThanOrEqualTo(0.94);
  }

  @Test
  void linesThatCannotBeReadAreCountedAndNamed() throws Exception {
    Path topology = Files.writeString(folder.resolve("t.json"), "{\"calls\":{\"a\":[\"b\"]}}");
    Path events =
        Files.writeString(
            folder.resolve("e.jsonl"),
            """
            {"type":"alert","t":10,"service":"b","rule":"Up","severity":"critical","status":"firing","id":"1"}
            {"type":"alert","t":12,"service":"a","rule":"Up","severity":"critical","status":"firing"}
            {"type":"alert","t":14,"service":"a","rule":"Up","severity":"critical","status":"firing","id":"2"}

            nothing
            """);
    JobExecutionResult result =
        IncidentReplayJob.run(arguments(topology.toString(), events.toString()));

    assertThat(result.<Long>getAccumulatorResult(EvidenceFiles.LINES)).isEqualTo(4);
    assertThat(result.<Long>getAccumulatorResult(EvidenceFiles.REFUSED)).isEqualTo(2);
    assertThat(result.getAccumulatorResult(EvidenceFiles.REASONS).toString())
        .contains("e.jsonl line 2: id", "e.jsonl line 5");
    assertThat(Files.readAllLines(folder.resolve("incidents.csv")))
        .hasSize(2)
        .last()
        .asString()
        .matches("1-.*,cascade,b,1");
    assertThat(Files.readAllLines(folder.resolve("members.csv"))).hasSize(3);
  }

  @Test
  void whatIsWrongWithArgumentsIsNamed() throws Exception {
    assertThatThrownBy(() -> arguments("no.json", "no.jsonl"))
        .isInstanceOf(InvalidOptionsException.class)
        .hasMessageContaining("no.json");
    Path topology = Files.writeString(folder.resolve("t.json"), "{\"calls\":7}");
    ReplayArguments unusable = arguments(topology.toString(), topology.toString());
    assertThatThrownBy(() -> IncidentReplayJob.run(unusable))
        .isInstanceOf(InvalidOptionsException.class)
        .hasMessageContainingAll("t.json", "calls");
  }

  private ReplayArguments arguments(String topology, String input) {
    return ReplayArguments.parse(
        new String[] {
          "--topology",
          topology,
          "--input",
          input,
          "--output",
          folder.toString(),
          "--patterns",
          "../rules/chains"
        });
  }
}
