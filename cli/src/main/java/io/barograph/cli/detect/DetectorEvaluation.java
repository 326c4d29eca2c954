package io.barograph.cli.detect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.barograph.core.detect.MetricType;
import io.barograph.core.session.SeasonClock;
import io.barograph.ml.detect.DetectionConfig;
import io.barograph.ml.detect.Detectors;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * What the detectors are worth on labelled data: the ensemble, the ensemble without each of its
 * members, and each member alone, by the public scorers.
 *
 * <p>Figures are at the threshold fixed beforehand (of the ensemble alone), at the one that is best
 * on these data, and with the threshold of each half of the series on the other half.
 */
public final class DetectorEvaluation {
  private static final String SCRIPT = "evaluate.py";

  private final DetectionConfig config;
  private final Path data;
  private final Path scorers;
  private final String python;

  private record Variant(String label, String detector, DetectionConfig config) {}

  /**
   * An evaluation.
   *
   * @param data the folder of the sets
   * @param scorers the folder of nab_score.py and event_score.py
   * @param python the program that runs them, with numpy
   */
  public DetectorEvaluation(DetectionConfig config, Path data, Path scorers, String python) {
    this.config = config;
    this.data = data;
    this.scorers = scorers;
    this.python = python;
  }

  /** Hands the lines of a table in Markdown to {@code lines}, each once it is known. */
  public void table(DataKind kind, boolean isBrief, Consumer<String> lines)
      throws IOException, InterruptedException {
    String low = kind == DataKind.NAB ? "low FP" : "precision / recall";
    lines.accept(
        "| %s | fixed %s | %s | false alarms | best threshold | halves |"
            .formatted(kind.folder(), kind.threshold(), low));
    lines.accept("|---|---|---|---|---|---|");
    Path folder = Files.createTempDirectory("barograph-detectors");
    try {
      for (Variant variant : variants(kind, isBrief)) {
        lines.accept(row(variant, kind, scores(variant, kind, folder.resolve("scores.csv"))));
      }
    } finally {
      Files.deleteIfExists(folder.resolve("scores.csv"));
      Files.deleteIfExists(folder.resolve(SCRIPT));
      Files.delete(folder);
    }
  }

  private List<Variant> variants(DataKind kind, boolean isBrief) {
    List<Variant> variants = new ArrayList<>();
    variants.add(new Variant(Detectors.ENSEMBLE, Detectors.ENSEMBLE, config));
    Stream<String> members =
        kind.isOfEntities()
            ? config.entity().stream().map(term -> term.member())
            : config.series().stream().map(term -> term.member());
    members
        .distinct()
        .forEach(
            member ->
                variants.add(
                    new Variant("without " + member, Detectors.ENSEMBLE, config.without(member))));
    if (!isBrief) {
      Detectors.names().stream()
          .filter(name -> !name.equals(Detectors.ENSEMBLE))
          .filter(name -> Detectors.missing(name).isEmpty())
          .forEach(name -> variants.add(new Variant(name + " alone", name, config)));
    }
    return variants;
  }

  private JsonNode scores(Variant variant, DataKind kind, Path scores)
      throws IOException, InterruptedException {
    try (ScoreTable table = new ScoreTable(scores)) {
      new DetectionRun(
              new SeriesScoring(
                  variant.detector(), variant.config(), MetricType.GAUGE, SeasonClock.UTC),
              table)
          .read(data.resolve(kind.folder()).resolve("input"));
    }
    Path script = scores.resolveSibling(SCRIPT);
    try (InputStream in = DetectorEvaluation.class.getResourceAsStream(SCRIPT)) {
      Files.write(script, in.readAllBytes());
    }
    Path truth = data.resolve(kind.folder());
    Process process =
        new ProcessBuilder(
                python,
                script.toString(),
                scorers.toString(),
                kind.scorer(),
                truth.resolve("truth/windows.csv").toString(),
                kind.isOfEntities() ? truth.resolve("parts.csv").toString() : "",
                scores.toString(),
                Double.toString(kind.threshold()))
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(
          "%s with the scorers of %s failed; it needs numpy: %s".formatted(python, scorers, said));
    }
    return new ObjectMapper().readTree(said);
  }

  private static String row(Variant variant, DataKind kind, JsonNode found) {
    boolean isNab = kind == DataKind.NAB;
    boolean isFixed = !variant.label().endsWith(" alone");
    JsonNode told = found.get(isFixed ? "fixed" : "fitted");
    return "| %s | %s | %s | %s | %s at %s | %s |"
        .formatted(
            variant.label(),
            isFixed ? figure(told.get("score"), isNab) : "",
            isNab
                ? figure(told.get("low_fp"), true)
                : figure(told.get("precision"), false) + " / " + figure(told.get("recall"), false),
            isNab ? told.get("false") + " records" : told.get("false_per_day") + " a day",
            figure(found.get("fitted").get("score"), isNab),
            figure(found.get("fitted").get("threshold"), false),
            figure(found.get("folds").get("score"), isNab));
  }

  private static String figure(JsonNode value, boolean isPercent) {
    return String.format(Locale.ROOT, isPercent ? "%.1f" : "%.3f", value.asDouble());
  }
}
