package io.barograph.jobs.options;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.core.detect.FailureWatch;
import io.barograph.core.detect.SeriesSelectors;
import io.barograph.jobs.testing.WearModel;
import io.barograph.jobs.versions.ModelFolder;
import io.barograph.ml.failure.Promotion;
import io.barograph.ml.watch.FailureModels;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PromotedModelsTest {
  @TempDir Path path;

  @Test
  void theVersionsThatWerePromotedPredictFromThen() {
    ModelFolder folder = new ModelFolder(path);
    folder.add("disks", 1, WearModel.text("disks", 1));
    folder.add("disks", 2, WearModel.text("disks", 2));
    promote(folder, 1, 2);

    FailureModels models = models(new FailureWatch.Model("disks", 2));
    assertThat(models.terms()).extracting(FailureModels.Term::from).containsExactly(1_000L, 2_000L);
    assertThat(models.terms()).extracting(term -> term.model().version()).containsExactly(1, 2);
    assertThat(models.shadow().version()).isEqualTo(2);
  }

  @Test
  void whatCannotBeReadIsNoModel() {
    ModelFolder folder = new ModelFolder(path);
    folder.add("disks", 1, "nothing");
    folder.add("disks", 2, WearModel.text("fans", 2));
    promote(folder, 1, 2, 3);

    FailureModels models = models(new FailureWatch.Model("disks", 4));
    assertThat(models.terms()).hasSize(3).allMatch(term -> term.model() == null);
    assertThat(models.shadow()).isNull();
  }

  @Test
  void whereNothingIsPromotedTheRulePredicts() {
    assertThat(models(new FailureWatch.Model("disks", 0))).isEqualTo(FailureModels.UNREADABLE);

    ModelFolder folder = new ModelFolder(path);
    folder.add("disks", 1, WearModel.text("disks", 1));
    folder.promote("disks", "what is this?");
    assertThat(models(new FailureWatch.Model("disks", 0))).isEqualTo(FailureModels.UNREADABLE);
    assertThat(new PromotedModels(folder).of(List.of(watch(FailureWatch.Model.NONE)))).isEmpty();
  }

  private static void promote(ModelFolder folder, int... versions) {
    folder.promote(
        "disks",
        Promotion.write(
            Arrays.stream(versions)
                .mapToObj(version -> new Promotion(version, version * 1_000L, 0, "ann", ""))
                .toList()));
  }

  private FailureModels models(FailureWatch.Model model) {
    return new PromotedModels(new ModelFolder(path)).of(List.of(watch(model))).get("a");
  }

  private static FailureWatch watch(FailureWatch.Model model) {
    SeriesSelectors none = new SeriesSelectors(List.of());
    return new FailureWatch("a", none, List.of("disk"), none, FailureWatch.Span.DEFAULT, model);
  }
}
