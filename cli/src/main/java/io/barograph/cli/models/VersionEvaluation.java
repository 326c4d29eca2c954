package io.barograph.cli.models;

import io.barograph.jobs.versions.ModelFolderException;
import io.barograph.ml.failure.FleetDrift;
import io.barograph.ml.failure.LeadBand;
import io.barograph.ml.failure.PredictionFigures;
import io.barograph.ml.failure.TrainedModel;

/** Versions on the units of a table, each by the band that it was trained for. */
public final class VersionEvaluation {
  private final ModelVersions models;
  private final FleetTable table;
  private final VersionTable out;

  /** The band of the version that was evaluated last. */
  private LeadBand band = LeadBand.DEFAULT;

  /** An evaluation that writes its lines to {@code out}. */
  public VersionEvaluation(ModelVersions models, FleetTable table, VersionTable out) {
    this.models = models;
    this.table = table;
    this.out = out;
  }

  /** Evaluates a version; false, and it is told why, if that cannot be. */
  public boolean add(String name, int version) {
    try {
      TrainedModel trained = models.read(name, version);
      band = trained.band();
      out.add(
          Integer.toString(version),
          PredictionFigures.of(
              table.predictions(table.predictor(trained)), table.failures(), trained.band()),
          trained.note().dataSha256().equals(table.sha256()) ? "was trained on these units" : "");
      return true;
    } catch (ModelFolderException | IllegalArgumentException wrong) {
      out.add(Integer.toString(version), wrong.getMessage());
      return false;
    }
  }

  /** Evaluates the rule. */
  public void addRule() {
    out.add(
        "rule",
        PredictionFigures.of(table.predictions(new FleetDrift()), table.failures(), band),
        "");
  }
}
