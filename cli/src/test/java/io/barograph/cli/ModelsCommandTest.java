package io.barograph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.cli.models.ModelDesk;
import io.barograph.cli.models.PromotionRecords;
import io.barograph.cli.stack.StackException;
import io.barograph.core.detect.ModelPromotion;
import io.barograph.formats.decode.MalformedRecordException;
import io.barograph.formats.record.JsonRecordFields;
import io.barograph.formats.record.PromotionReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code models}. */
class ModelsCommandTest {
  private static final long HOUR = 3_600_000;
  private static final int UNITS = 12;
  private static final int LIFE = 120;

  @TempDir Path folder;

  private StringWriter out;
  private StringWriter err;
  private Path rows;
  private Path labels;

  @BeforeEach
  void writeUnits() throws IOException {
    rows = units("rows.csv", 1, "wear,heat");
    labels = labels("labels.csv", UNITS);
  }

  /** What is trained predicts nothing yet, so there is no time from which it does. */
  @Test
  void trainingHasNoTimeFromWhichItHolds() {
    assertThat(train("--effective-from", "+5s")).isEqualTo(2);
    assertThat(err.toString()).contains("Unknown options: '--effective-from'");
  }

  @Test
  void trainsComparesPromotesAndGoesBack() throws IOException {
    assertThat(train("--comment", "first")).isZero();
    assertThat(out.toString())
        .contains("by five folds", "1.properties written", "barograph models promote disks 1");
    Path first = folder.resolve("models/disks/1.properties");
    String text = Files.readString(first);
    assertThat(text).contains("name=disks", "author=ann", "comment=first", "sensors=wear heat");

    assertThat(train("--comment", "second")).isZero();
    assertThat(Files.readString(first)).isEqualTo(text);

    Path others = units("others.csv", 2, "wear,heat");
    assertThat(
            run(
                "models",
                "evaluate",
                "disks",
                "--input",
                others.toString(),
                "--labels",
                labels.toString()))
        .isZero();
    assertThat(rows()).hasSize(4);
    assertThat(rows().get(0)).startsWith("version");
    assertThat(rows().get(1)).startsWith("1 ");
    assertThat(rows().get(3)).startsWith("rule ");
    assertThat(out.toString()).doesNotContain("was trained on");

    assertThat(run("models", "promote", "disks", "1", "--author", "ann")).isZero();
    assertThat(
            run(
                "models",
                "promote",
                "disks",
                "2",
                "--author",
                "bob",
                "--effective-from",
                "2020-01-01T00:00:00Z"))
        .isZero();
    assertThat(out.toString()).contains("disks: version 2 predicts from 2020-01-01T00:00:00Z");
    assertThat(
            run(
                "models",
                "rollback",
                "disks",
                "--effective-from",
                "2021-01-01T00:00:00Z",
                "--comment",
                "loud"))
        .isZero();
    assertThat(out.toString()).contains("version 1 predicts from 2021-01-01T00:00:00Z");
    assertThat(Files.readAllLines(folder.resolve("models/disks/promoted"))).hasSize(4);

    assertThat(run("models", "list")).isZero();
    assertThat(out.toString())
        .contains("disks:", "1 * ", "by ann on 12 units of rows.csv, labels.csv: first")
        .contains("* predicts from 2021-01-01T00:00:00Z")
        .doesNotContain("2 * ");
  }

  @Test
  void tellsRunningJobsWhatPredictsIfAskedTo() throws Exception {
    train("--comment", "first");
    train("--comment", "second");
    List<byte[]> told = new ArrayList<>();
    ModelDesk desk =
        (promotion, author, comment) ->
            told.add(PromotionRecords.encode(promotion, author, comment));
    assertThat(tell(new ModelsPromoteCommand(any -> desk), "disks", "1")).isZero();
    assertThat(told).isEmpty();
    assertThat(out.toString()).contains("once jobs are started again", "--tell-jobs");

    String from = "2020-01-01T00:00:00Z";
    assertThat(
            tell(
                new ModelsPromoteCommand(any -> desk),
                "disks",
                "2",
                "--tell-jobs",
                "--effective-from",
                from))
        .isZero();
    assertThat(out.toString())
        .contains("disks: version 2 predicts from " + from + ", in jobs that have an input");
    ModelPromotion promotion = read(told.get(0));
    assertThat(promotion.model()).isEqualTo("disks");
    assertThat(promotion.version()).isEqualTo(2);
    assertThat(promotion.from()).isEqualTo(Instant.parse(from).toEpochMilli());
    assertThat(promotion.time()).isEqualTo(promotion.promoted() + 5_000);
    assertThat(promotion.text())
        .isEqualTo(Files.readString(folder.resolve("models/disks/2.properties")));

    assertThat(tell(new ModelsRollbackCommand(any -> desk), "disks", "--bootstrap-servers", "a:1"))
        .isZero();
    assertThat(read(told.get(1)).version()).isOne();

    ModelDesk full =
        (any, author, comment) -> {
          throw new StackException("barograph.models cannot be written");
        };
    assertThat(tell(new ModelsPromoteCommand(any -> full), "disks", "2", "--tell-jobs")).isOne();
    assertThat(err.toString())
        .contains("barograph.models cannot be written; disks: version 2 is promoted for jobs that");
    assertThat(out.toString()).isEmpty();
    assertThat(Files.readAllLines(folder.resolve("models/disks/promoted")))
        .as("jobs that start know it")
        .hasSize(5);
  }

  private static ModelPromotion read(byte[] record) throws MalformedRecordException {
    return (ModelPromotion) new PromotionReader().read(JsonRecordFields.of(record)).what();
  }

  private int tell(Object command, String... line) {
    out = new StringWriter();
    err = new StringWriter();
    List<String> all = new ArrayList<>(List.of(line));
    all.add("--models");
    all.add(folder.resolve("models").toString());
    return BarographCommand.commandLine(command)
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(all.toArray(String[]::new));
  }

  @Test
  void saysWhereUnitsWereTrainedOn() throws IOException {
    train();

    assertThat(
            run(
                "models",
                "evaluate",
                "disks",
                "1",
                "--input",
                rows.toString(),
                "--labels",
                labels.toString()))
        .isZero();
    assertThat(rows().get(1)).endsWith("was trained on these units");
  }

  @Test
  void saysWhichSensorIsMissingAndWhichFileIsBroken() throws IOException {
    train();
    train();
    Files.writeString(folder.resolve("models/disks/2.properties"), "format=else\n");
    Path others = units("others.csv", 2, "wear,noise");

    assertThat(
            run(
                "models",
                "evaluate",
                "disks",
                "--input",
                others.toString(),
                "--labels",
                labels.toString()))
        .isOne();
    assertThat(rows().get(1)).contains("needs the sensor heat, which is no column");
    assertThat(rows().get(2)).contains("2.properties: field \"format\": must be");
    assertThat(run("models", "list", "disks")).isOne();
    assertThat(out.toString()).contains("2.properties: field \"format\": must be");
    assertThat(run("models", "promote", "disks", "2")).isOne();
    assertThat(err.toString()).contains("barograph: ", "2.properties: field \"format\"");
    assertThat(folder.resolve("models/disks/promoted")).doesNotExist();
  }

  @Test
  void refusesWhatItCannotLearnFromOrGoBackTo() throws IOException {
    labels = labels("few.csv", 9);
    assertThat(train()).isOne();
    assertThat(err.toString())
        .contains(
            "disks is not trained: at least 10 units with a known failure are needed, were 9");
    assertThat(folder.resolve("models/disks")).doesNotExist();

    assertThat(run("models", "rollback", "disks")).isOne();
    assertThat(err.toString()).contains("disks: no other version was promoted before");
    assertThat(run("models", "list")).isZero();
    assertThat(out.toString()).contains("no model: train one");
  }

  private int train(String... more) {
    List<String> line =
        new ArrayList<>(
            List.of(
                "models",
                "train",
                "disks",
                "--author",
                "ann",
                "--input",
                rows.toString(),
                "--labels",
                labels.toString()));
    line.addAll(List.of(more));
    return run(line.toArray(String[]::new));
  }

  private int run(String... line) {
    out = new StringWriter();
    err = new StringWriter();
    List<String> all = new ArrayList<>(List.of(line));
    all.add("--models");
    all.add(folder.resolve("models").toString());
    return BarographCommand.commandLine()
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(all.toArray(String[]::new));
  }

  private List<String> rows() {
    return out.toString().lines().toList();
  }

  /** Units of two sensors, of which the first rises up to the end. */
  private Path units(String name, long seed, String sensors) throws IOException {
    Random random = new Random(seed);
    StringBuilder text = new StringBuilder("timestamp,unit,cycle," + sensors + "\n");
    for (int unit = 0; unit < UNITS; unit++) {
      for (int hour = 0; hour <= LIFE; hour++) {
        text.append(
            String.format(
                Locale.ROOT,
                "%d,u%d,%d,%.4f,%.4f%n",
                hour * HOUR,
                unit,
                hour,
                10 * Math.exp((hour - LIFE) / 30.0) + random.nextGaussian(),
                random.nextGaussian()));
      }
    }
    return Files.writeString(folder.resolve(name), text);
  }

  private Path labels(String name, int units) throws IOException {
    StringBuilder text = new StringBuilder("unit,failure_timestamp\n");
    for (int unit = 0; unit < units; unit++) {
      text.append("u%d,%d\n".formatted(unit, LIFE * HOUR));
    }
    return Files.writeString(folder.resolve(name), text);
  }
}
