package io.barograph.cli.models;

import io.barograph.core.rulepack.RulePackHead.Change;
import io.barograph.jobs.versions.ModelFolder;
import io.barograph.jobs.versions.ModelFolderException;
import io.barograph.ml.failure.FailedUnit;
import io.barograph.ml.failure.FailureModel;
import io.barograph.ml.failure.FoldedPredictions;
import io.barograph.ml.failure.LeadBand;
import io.barograph.ml.failure.PredictionFigures;
import io.barograph.ml.failure.Promotion;
import io.barograph.ml.failure.TrainedModel;
import io.barograph.ml.failure.TrainedModelText;
import io.barograph.ml.failure.TrainingNote;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The models of failures in a folder: training, and which of them predict. */
public final class ModelVersions {
  private final ModelFolder folder;

  /** The models of a folder. */
  public ModelVersions(ModelFolder folder) {
    this.folder = folder;
  }

  /** The folder. */
  public ModelFolder folder() {
    return folder;
  }

  /**
   * Trains the next version of a model and writes it.
   *
   * @throws IllegalArgumentException if the data do not do
   * @throws ModelFolderException if it cannot be written
   */
  public TrainedModel train(String name, FleetTable table, LeadBand band, Change change) {
    List<Integer> versions = folder.versions(name);
    int version = versions.isEmpty() ? 1 : versions.get(versions.size() - 1) + 1;
    List<FailedUnit> failed = table.failed();
    PredictionFigures figures =
        PredictionFigures.of(FoldedPredictions.of(failed, band), table.failures(), band);
    TrainingNote note =
        new TrainingNote(
            change.author(),
            change.comment(),
            change.now(),
            table.description(),
            table.sha256(),
            table.fleet().units().size(),
            figures);
    TrainedModel trained =
        new TrainedModel(
            name,
            version,
            table.sensors(),
            table.fleet().stepMillis(),
            band,
            FailureModel.train(failed, band),
            note);
    folder.add(name, version, TrainedModelText.write(trained));
    return trained;
  }

  /**
   * A version.
   *
   * @throws ModelFolderException if it cannot be read
   */
  public TrainedModel read(String name, int version) {
    return folder.read(name, version, TrainedModelText::parse);
  }

  /**
   * A version as its file has it.
   *
   * @throws ModelFolderException if it cannot be read
   */
  public String text(String name, int version) {
    return folder.read(name, version, Function.identity());
  }

  /** The promotions of a model, in their order. */
  public List<Promotion> promotions(String name) {
    return folder.promotions(name, Promotion::parse).orElse(List.of());
  }

  /** The promotion that holds in the end; empty if there was none. */
  public Optional<Promotion> last(String name) {
    return promotions(name).stream().reduce((earlier, later) -> later);
  }

  /**
   * Lets a version predict.
   *
   * @throws ModelFolderException if it cannot be read, or that cannot be written
   */
  public Promotion promote(String name, int version, Change change) {
    TrainedModel trained = read(name, version);
    Promotion promotion =
        new Promotion(
            trained.version(),
            change.effectiveFrom(),
            change.now(),
            change.author(),
            change.comment());
    List<Promotion> promotions = new ArrayList<>(promotions(name));
    promotions.add(promotion);
    int tooMany = Math.max(0, promotions.size() - Promotion.MOST);
    folder.promote(name, Promotion.write(promotions.subList(tooMany, promotions.size())));
    return promotion;
  }

  /** The version that predicted before the one of the last promotion; empty if none did. */
  public Optional<Integer> before(String name) {
    List<Promotion> promotions = promotions(name);
    if (promotions.isEmpty()) {
      return Optional.empty();
    }
    int last = promotions.get(promotions.size() - 1).version();
    return promotions.stream()
        .map(Promotion::version)
        .filter(version -> version != last)
        .reduce((earlier, later) -> later);
  }
}
