package io.barograph.core.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.core.detect.Bounds;
import io.barograph.core.detect.DetectorType;
import io.barograph.core.detect.FailureWatch;
import io.barograph.core.detect.ModelPromotion;
import io.barograph.core.detect.ModelUse;
import io.barograph.core.detect.SeriesLabel;
import io.barograph.core.detect.SeriesSelectors;
import io.barograph.core.detect.SeriesTraits;
import io.barograph.core.detect.SeriesWatch;
import io.barograph.core.detect.Statement;
import io.barograph.core.labels.LabelMatcher;
import io.barograph.core.labels.Labels;
import java.util.List;
import org.junit.jupiter.api.Test;

class StatementAuditTest {
  private static final SeriesSelectors LOADS =
      new SeriesSelectors(
          List.of(List.of(LabelMatcher.of(LabelMatcher.Type.EQUAL, "__name__", "load"))));

  private final StatementAudit audit =
      new StatementAudit(
          List.of(
              new SeriesWatch(
                  "loads",
                  LOADS,
                  DetectorType.ENSEMBLE,
                  ModelUse.ALWAYS,
                  Bounds.DEFAULT,
                  SeriesTraits.DEFAULT)),
          List.of(prediction("cold", "disks"), prediction("hot", "disks"), prediction("x", "")));

  @Test
  void aLabelOfAWatchedSeriesSaysWhatItWas() {
    AuditEntry entry = audit.of(label("load", false));

    assertThat(entry.order().kind()).isEqualTo(AuditKind.LABEL);
    assertThat(entry.order().author()).isEqualTo("ann");
    assertThat(entry.order().comment()).isEqualTo("backups");
    assertThat(entry.order().subject()).isEqualTo("load{host=\"a\"}");
    assertThat(entry.effectiveFrom()).isEqualTo(9_000);
    assertThat(entry.outcome().code().result()).isEqualTo(AuditCode.Result.ACCEPTED);
    assertThat(entry.outcome().sentence())
        .isEqualTo(
            "load{host=\"a\"} was ordinary from 1970-01-01T00:00:01Z until 1970-01-01T00:00:02Z");
    assertThat(audit.of(label("load", true)).outcome().sentence()).contains("was an anomaly");
  }

  @Test
  void aLabelOfAnotherSeriesIsRefused() {
    AuditEntry entry = audit.of(label("disk", false));

    assertThat(entry.outcome().code().result()).isEqualTo(AuditCode.Result.REFUSED);
    assertThat(entry.outcome().sentence())
        .isEqualTo("no entry of detectors watches disk{host=\"a\"}");
  }

  @Test
  void aPromotionNamesWhatItPredictsIn() {
    AuditEntry entry = audit.of(promotion("disks", 10_000));

    assertThat(entry.order().kind()).isEqualTo(AuditKind.MODELS_PROMOTE);
    assertThat(entry.order().subject()).isEqualTo("disks");
    assertThat(entry.order().at()).isEqualTo(9_000);
    assertThat(entry.effectiveFrom()).isEqualTo(10_000);
    assertThat(entry.outcome().sentence()).isEqualTo("version 3 of disks predicts in cold, hot");
    assertThat(audit.of(promotion("disks", 5)).effectiveFrom())
        .as("its time is over")
        .isEqualTo(9_000);
  }

  @Test
  void aPromotionOfAModelThatNoPredictionNamesIsRefused() {
    assertThat(audit.of(promotion("engines", 10_000)).outcome().sentence())
        .isEqualTo("no entry of predictions names the model engines");
  }

  @Test
  void whatIsSaidAgainHasTheSameIdAndAnotherWordHasNot() {
    assertThat(audit.of(label("load", false)).id())
        .isEqualTo(audit.of(label("load", false)).id())
        .startsWith("label-9000-")
        .isNotEqualTo(audit.of(label("load", true)).id())
        .isNotEqualTo(audit.of(label("disk", false)).id());
    assertThat(audit.of(promotion("disks", 10_000)).id())
        .startsWith("models_promote-9000-")
        .isNotEqualTo(audit.of(promotion("disks", 10_001)).id());
  }

  private static Statement label(String metric, boolean isAnomaly) {
    return new Statement(
        "ann",
        "backups",
        new SeriesLabel(
            Labels.of("__name__", metric, "host", "a"), 9_000, "l", 1_000, 2_000, isAnomaly));
  }

  private static Statement promotion(String model, long from) {
    return new Statement(
        "ann", "", new ModelPromotion("", model, 3, 9_000, from, 4_000, "format=x\n"));
  }

  private static FailureWatch prediction(String name, String model) {
    SeriesSelectors none = new SeriesSelectors(List.of());
    return new FailureWatch(
        name,
        none,
        List.of("disk"),
        none,
        FailureWatch.Span.DEFAULT,
        new FailureWatch.Model(model, 0));
  }
}
