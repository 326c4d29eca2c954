package io.barograph.cli.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.barograph.ml.detect.DetectionConfig;
import io.barograph.ml.detect.ForestTrainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DetectorEvaluationTest {
  /** Stands for Python: says how many rows it was given, as the figure of the event scorer. */
  private static final String SCORER =
      """
      #!/bin/sh
      test -f "$1" && test "$3" = event && test -f "$4" && test -f "$5" && test "$7" = 0.65 || exit 1
      rows=$(grep -c '^host,' "$6")
      figures='"precision":0.5,"recall":0.25,"false_per_day":0.1,"threshold":0.6'
      echo "{\\"fixed\\":{\\"score\\":$rows,$figures},\\"fitted\\":{\\"score\\":0.7,$figures},\\
      \\"folds\\":{\\"score\\":0.65}}"
      """;

  private static final int MEMBERS = 12 + (ForestTrainer.ofBuild().isPresent() ? 1 : 0);

  @TempDir private Path folder;

  @Test
  void comparesTheEnsembleWithWhatIsLeftWithoutAMember() throws Exception {
    List<String> lines = new ArrayList<>();

    evaluation(SCORER).table(DataKind.APPLICATION_SERVERS, true, lines::add);

    assertThat(lines)
        .containsExactly(
            "| asd | fixed 0.65 | precision / recall | false alarms | best threshold | halves |",
            "|---|---|---|---|---|---|",
            "| ensemble | 3.000 | 0.500 / 0.250 | 0.1 a day | 0.700 at 0.600 | 0.650 |",
            "| without shape | 3.000 | 0.500 / 0.250 | 0.1 a day | 0.700 at 0.600 | 0.650 |",
            "| without seasonal | 3.000 | 0.500 / 0.250 | 0.1 a day | 0.700 at 0.600 | 0.650 |",
            "| without relations | 3.000 | 0.500 / 0.250 | 0.1 a day | 0.700 at 0.600 | 0.650 |");
  }

  @Test
  void membersAloneAreToldAtTheirBestThreshold() throws Exception {
    List<String> lines = new ArrayList<>();

    evaluation(SCORER).table(DataKind.APPLICATION_SERVERS, false, lines::add);

    assertThat(lines)
        .contains("| ewma alone |  | 0.500 / 0.250 | 0.1 a day | 0.700 at 0.600 | 0.650 |")
        .hasSize(2 + 4 + MEMBERS);
  }

  @Test
  void saysWhatTheScorerSaid() throws IOException {
    DetectorEvaluation evaluation = evaluation("#!/bin/sh\necho no module named numpy\nexit 1\n");

    assertThatThrownBy(() -> evaluation.table(DataKind.APPLICATION_SERVERS, true, line -> {}))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("it needs numpy: no module named numpy");
  }

  private DetectorEvaluation evaluation(String script) throws IOException {
    Path set = Files.createDirectories(folder.resolve("data/asd"));
    Files.createDirectories(set.resolve("truth"));
    Files.createDirectories(set.resolve("input"));
    Files.writeString(set.resolve("truth/windows.csv"), "file,start,end\n");
    Files.writeString(set.resolve("parts.csv"), "file,test_start\n");
    Files.writeString(set.resolve("input/host.csv"), "timestamp,m00,m01\n0,1,2\n60,1,2\n120,1,2\n");
    Path python = folder.resolve("python");
    Files.writeString(python, script);
    Files.setPosixFilePermissions(python, PosixFilePermissions.fromString("rwx------"));
    return new DetectorEvaluation(
        DetectionConfig.shipped(), folder.resolve("data"), folder, python.toString());
  }
}
