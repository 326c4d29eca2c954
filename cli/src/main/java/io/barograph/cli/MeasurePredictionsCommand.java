package io.barograph.cli;

import io.barograph.cli.measure.FigureTable;
import io.barograph.cli.measure.MeasuredPredictions;
import io.barograph.cli.measure.RecordInput;
import io.barograph.core.measure.PolicyBook;
import io.barograph.core.prediction.JoinPolicy;
import io.barograph.core.prediction.ModelRecord;
import io.barograph.core.prediction.WatchedModel;
import io.barograph.formats.decode.MalformedRecordException;
import io.barograph.formats.record.ModelRecordReader;
import io.barograph.formats.record.RecordFields;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Joins predictions with their outcomes and says how right they were. */
@Command(
    name = "predictions",
    mixinStandardHelpOptions = true,
    description = {
      "Joins predictions with their outcomes by id, whatever their order, and says for each segment"
          + " how right they were, and whether and when the model became worse than it was.",
      "The file is JSON lines or CSV with a header, gzipped or not. type is prediction or outcome."
          + " A prediction has id, a time (prediction_time, prediction_epoch or t), and its"
          + " probabilities (an object of classes), p_home, p_draw and p_away, a score or a value;"
          + " model, version and segment (or league) if there are several. An outcome has id, a"
          + " time (outcome_time, outcome_epoch or t), and outcome, result or value.",
      "Of what is told twice the first counts. A row that cannot be taken is told and counted.",
      "Exit status 0 if all rows were taken, 1 if any was refused, 2 if the arguments are unusable."
    },
    footer = {
      "",
      "Examples:",
      "  barograph measure predictions --input events.jsonl.gz --out figures.json",
      "  barograph measure predictions --input events.csv --out - --max-label-delay 7d",
      "",
      "A file:",
      "  {\"type\":\"prediction\",\"id\":\"7\",\"prediction_time\":\"2026-03-01T12:00:00Z\",\"segment\":"
          + "\"eu\",\"probabilities\":{\"up\":0.7,\"down\":0.3}}",
      "  {\"type\":\"outcome\",\"id\":\"7\",\"outcome_time\":\"2026-03-02T09:00:00Z\",\"outcome\":\"up\"}"
    })
final class MeasurePredictionsCommand implements Callable<Integer> {
  /** A file is read whole, so that ids are bounded by memory alone. */
  private static final int MAX_IDS = 100_000_000;

  private static final ModelRecordReader READER = new ModelRecordReader();

  @Spec private CommandSpec spec;

  @Mixin private MeasureOptions files;

  @Mixin private MeasureSettingsOption settings;

  @Option(
      names = "--max-label-delay",
      paramLabel = "DURATION",
      converter = DurationConverter.class,
      description =
          "how long after its prediction an outcome counts, for all models; what --settings says, or"
              + " 30d, unless given")
  private Duration maxLabelDelay;

  @Override
  public Integer call() throws IOException {
    if (maxLabelDelay != null && maxLabelDelay.toMillis() <= 0) {
      throw new ParameterException(
          spec.commandLine(), "--max-label-delay: must be above 0, was " + maxLabelDelay);
    }
    RecordInput input = files.input();
    FigureTable out = files.out();
    PolicyBook<WatchedModel> models = settings.policies().models();
    JoinPolicy join =
        maxLabelDelay == null
            ? new JoinPolicy(models.map(WatchedModel::maxLabelDelay), MAX_IDS)
            : new JoinPolicy(maxLabelDelay, MAX_IDS);
    MeasuredPredictions measured = new MeasuredPredictions(join, models.map(WatchedModel::policy));
    input.read(fields -> read(fields, measured), measured::add);
    out.write(List.of(measured.json()));
    PrintWriter err = spec.commandLine().getErr();
    err.println("%,d rows taken, %,d refused".formatted(input.taken(), input.refused()));
    err.flush();
    return input.isAllTaken() ? 0 : 1;
  }

  /** Reads a record, and notes what the file calls a segment. */
  private static ModelRecord read(RecordFields fields, MeasuredPredictions measured)
      throws MalformedRecordException {
    ModelRecord record = READER.read(fields);
    if (fields.has("league") && !fields.has("segment")) {
      measured.callSegments("league");
    }
    return record;
  }
}
