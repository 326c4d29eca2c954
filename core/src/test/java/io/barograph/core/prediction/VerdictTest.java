package io.barograph.core.prediction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class VerdictTest {
  private static final ModelKey KEY = new ModelKey("m", "", "");

  @Test
  void classesAreJudgedByBrierAndLogLoss() {
    Verdict verdict = Verdict.of(classes(0.5, 0.3, 0.2), Outcome.ofClass("a", 1, "D")).get();

    assertThat(verdict.isCorrect()).isFalse();
    assertThat(verdict.squaredError()).isCloseTo(0.25 + 0.49 + 0.04, within(1e-15));
    assertThat(verdict.loss()).isCloseTo(-Math.log(0.3), within(1e-15));
    assertThat(verdict.confidence()).isEqualTo(0.5);
  }

  @Test
  void whatWasImpossibleLosesAFiniteAmount() {
    Verdict named = Verdict.of(classes(1, 0, 0), Outcome.ofClass("a", 1, "D")).get();
    Verdict unnamed = Verdict.of(classes(1, 0, 0), Outcome.ofClass("a", 1, "X")).get();

    assertThat(named.loss()).isEqualTo(-Math.log(1e-15));
    assertThat(named.squaredError()).isEqualTo(2);
    assertThat(unnamed).isEqualTo(named);
  }

  @Test
  void ofEqualProbabilitiesTheFirstIsTheLikeliest() {
    assertThat(Verdict.of(classes(0.4, 0.4, 0.2), Outcome.ofClass("a", 1, "H")).get().isCorrect())
        .isTrue();
    assertThat(Verdict.of(classes(0.4, 0.4, 0.2), Outcome.ofClass("a", 1, "D")).get().isCorrect())
        .isFalse();
  }

  @Test
  void valuesAreJudgedByTheirDistanceAndNotAgainstClasses() {
    Prediction value = Prediction.ofValue("a", 1, KEY, 3);

    assertThat(Verdict.of(value, Outcome.ofValue("a", 2, 5)))
        .hasValue(new Verdict(false, 4, 2, Double.NaN));
    assertThat(Verdict.of(value, Outcome.ofClass("a", 2, "H"))).isEmpty();
    assertThat(Verdict.of(classes(0.5, 0.3, 0.2), Outcome.ofValue("a", 2, 1))).isEmpty();
    assertThat(value.score()).isEqualTo(3);
    assertThat(classes(0.5, 0.3, 0.2).score()).isEqualTo(0.5);
  }

  @Test
  void aPredictionMustBeOne() {
    assertThatThrownBy(() -> classes(0.5, 0.3, 0.1))
        .hasMessageStartingWith("probabilities must sum up to 1 within 0.01, did to 0.9");
    assertThatThrownBy(() -> classes(1.5, 0, 0))
        .hasMessage("probability of H must be from 0 to 1, was 1.5");
    assertThatThrownBy(() -> new ClassProbability("", 1))
        .hasMessage("the name of a class must not be empty");
    assertThatThrownBy(
            () ->
                Prediction.ofClasses(
                    "a",
                    1,
                    KEY,
                    List.of(new ClassProbability("H", 0.5), new ClassProbability("H", 0.5))))
        .hasMessage("class H must be named once, was named twice");
    assertThatThrownBy(() -> Prediction.ofValue("a", 1, KEY, Double.NaN))
        .hasMessage("value must be finite, was NaN");
    assertThatThrownBy(() -> Outcome.ofValue("a", 1, Double.POSITIVE_INFINITY))
        .hasMessage("value must be finite, was Infinity");
  }

  private static Prediction classes(double home, double draw, double away) {
    return Prediction.ofClasses(
        "a",
        1,
        KEY,
        List.of(
            new ClassProbability("H", home),
            new ClassProbability("D", draw),
            new ClassProbability("A", away)));
  }
}
