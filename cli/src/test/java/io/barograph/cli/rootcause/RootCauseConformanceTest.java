package io.barograph.cli.rootcause;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.barograph.cli.csv.CsvRows;
import io.barograph.cli.rootcause.RootCauseBench.Outcome;
import io.barograph.cli.rootcause.RootCauseBench.Result;
import io.barograph.core.alarm.AlarmPolicy;
import io.barograph.core.rootcause.RootCausePolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Roots and groups in the published data, with the shipped defaults. */
final class RootCauseConformanceTest {
  @ParameterizedTest
  @CsvSource({
    "petshop/low_traffic, 26, 26",
    "nezha/onlineboutique, 20, 22",
    "nezha/trainticket, 21, 24"
  })
  void asManyRootsAreFoundAsBefore(String data, int first, int amongThree) throws IOException {
    Path folder = folder("rca/" + data);
    Result result =
        data.startsWith("petshop")
            ? RootCauseBench.petShop(folder, RootCausePolicy.DEFAULT)
            : RootCauseBench.nezha(folder, Duration.ofMinutes(4), RootCausePolicy.DEFAULT);
    int top = count(result.outcomes(), 1);
    int three = count(result.outcomes(), 3);
    System.out.printf(
        "roots, %s: %d passed, %d failed, 0 skipped; among three %d%n",
        data, top, result.outcomes().size() - top, three);

    assertThat(top).isGreaterThanOrEqualTo(first);
    assertThat(three).isGreaterThanOrEqualTo(amongThree);
  }

  private static int count(List<Outcome> outcomes, int first) {
    return (int) Math.round(RootCauseReport.share(outcomes, first) * outcomes.size());
  }

  /** The F1 of the pairs as the scorer has it; purity needs the scorer itself. */
  @ParameterizedTest
  @CsvSource({"24V_439N_Microwave, 0.96, 0.375", "18V_55N_Wireless, 0.73, 0.54"})
  void alarmsBecomeFewAndTheirTypesAreRelated(String stream, double reduction, double f1)
      throws IOException {
    Path folder = folder("alarms/input/" + stream);
    Set<List<String>> truth = new HashSet<>();
    CsvRows.read(
        folder("alarms/truth/" + stream).resolve("causal_edges.csv"),
        row -> truth.add(List.of(row.text("cause_type"), row.text("effect_type"))));
    truth.removeIf(pair -> pair.get(0).equals(pair.get(1)));
    AlarmBench.Result found = AlarmBench.run(folder, AlarmPolicy.DEFAULT);
    long right = found.relations().stream().filter(truth::contains).count();
    double score = 2.0 * right / (found.relations().size() + truth.size());
    System.out.printf(
        "alarms, %s: %d passed, %d failed, 0 skipped; F1 %.4f, reduction %.4f%n",
        stream, right, truth.size() - right, score, found.reduction());

    assertThat(found.reduction()).isGreaterThanOrEqualTo(reduction);
    assertThat(score).isGreaterThanOrEqualTo(f1);
  }

  private static Path folder(String name) {
    Path path = Path.of(System.getProperty("shared.data", "../shared/data"), name);
    assumeTrue(Files.exists(path), "skipped: there is no " + path);
    return path;
  }
}
