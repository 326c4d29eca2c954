package io.barograph.ml.failure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FailureModelTest {
  private final Fleet fleet = WearingUnits.fleet(20);
  private final List<FailedUnit> units = WearingUnits.failed(fleet);

  @Test
  void warnsOfUnitsThatItNeverSaw() {
    List<List<FailurePrediction>> predictions = FoldedPredictions.of(units, LeadBand.DEFAULT);

    LeadScore score = WearingUnits.score(predictions, WearingUnits.failures(fleet));
    assertThat(score.f1()).isGreaterThan(0.9);
    assertThat(predictions.get(0).get(0).reason()).isEqualTo(FailureReason.LEARNING);
    assertThat(predictions.get(0).get(30).reason()).isEqualTo(FailureReason.SOUND);
    assertThat(last(predictions.get(0)).reason()).isEqualTo(FailureReason.REMAINING_LIFE);
  }

  @Test
  void probabilityGrowsTowardsTheEnd() {
    List<FailurePrediction> unit = FoldedPredictions.of(units, LeadBand.DEFAULT).get(3);

    assertThat(unit.get(30).probability()).isBetween(0.0, 0.2);
    assertThat(last(unit).probability()).isBetween(0.9, 1.0);
  }

  @Test
  void aFoldDoesNotReadItsOwnLabels() {
    List<FailedUnit> mislabelled = new ArrayList<>(units);
    for (int i = 0; i < units.size(); i += 5) {
      UnitHistory history = units.get(i).history();
      mislabelled.set(i, new FailedUnit(history, history.timeMillis(40)));
    }

    assertThat(FoldedPredictions.of(mislabelled, LeadBand.DEFAULT).get(5))
        .isEqualTo(FoldedPredictions.of(units, LeadBand.DEFAULT).get(5));
  }

  @Test
  void aPrefixIsPredictedAsTheWhole() {
    FailureModel model = FailureModel.train(units.subList(0, 15), LeadBand.DEFAULT);
    UnitHistory whole = units.get(17).history();

    List<FailurePrediction> all = FoldedPredictions.predictions(whole, model.predictor());
    assertThat(FoldedPredictions.predictions(WearingUnits.prefix(whole, 90), model.predictor()))
        .isEqualTo(all.subList(0, 90));
  }

  @Test
  void constantOrMissingSensorsChangeNothing() {
    List<FailurePrediction> plain = predictions(fleet);

    for (double sensor : new double[] {1e9, Double.NaN}) {
      List<FailurePrediction> wider = predictions(WearingUnits.with(fleet, sensor));
      for (int row = 0; row < plain.size(); row++) {
        assertThat(wider.get(row).measure()).isCloseTo(plain.get(row).measure(), within(1e-6));
      }
    }
  }

  private static List<FailurePrediction> predictions(Fleet fleet) {
    List<FailedUnit> units = WearingUnits.failed(fleet);
    FailureModel model = FailureModel.train(units, LeadBand.DEFAULT);
    return FoldedPredictions.predictions(units.get(0).history(), model.predictor());
  }

  @Test
  void learnsNothingFromRowsAfterAFailure() {
    List<FailedUnit> early = new ArrayList<>();
    List<FailedUnit> cut = new ArrayList<>();
    for (FailedUnit unit : units) {
      UnitHistory history = unit.history();
      long failure = history.timeMillis(99);
      early.add(new FailedUnit(history, failure));
      cut.add(new FailedUnit(WearingUnits.prefix(history, 100), failure));
    }
    UnitHistory any = units.get(0).history();

    assertThat(
            FoldedPredictions.predictions(
                any, FailureModel.train(early, LeadBand.DEFAULT).predictor()))
        .isEqualTo(
            FoldedPredictions.predictions(
                any, FailureModel.train(cut, LeadBand.DEFAULT).predictor()));
  }

  @Test
  void refusesWhatItCannotLearnFrom() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FailureModel.train(units.subList(0, 7), LeadBand.DEFAULT))
        .withMessage("at least 8 units with a known failure are needed, were 7");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FoldedPredictions.of(units.subList(0, 9), LeadBand.DEFAULT))
        .withMessage("at least 10 units with a known failure are needed, were 9");

    List<FailedUnit> before = new ArrayList<>(units);
    before.set(2, new FailedUnit(units.get(2).history(), -1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FailureModel.train(before, LeadBand.DEFAULT))
        .withMessage("unit unit 2: has no row before its failure at -1");

    List<FailedUnit> mixed = new ArrayList<>(units);
    mixed.set(3, WearingUnits.failed(WearingUnits.with(fleet, 1)).get(3));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FailureModel.train(mixed, LeadBand.DEFAULT))
        .withMessage("unit unit 3: all units must have 5 sensors, had 6");

    FailurePredictor predictor = FailureModel.train(units, LeadBand.DEFAULT).predictor();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> predictor.next("x", 0, new double[2]))
        .withMessage("unit x: a row must have 5 sensors, had 2");
  }

  private static FailurePrediction last(List<FailurePrediction> rows) {
    return rows.get(rows.size() - 1);
  }
}
