package io.barograph.jobs.options;

import io.barograph.core.detect.FailureWatch;
import io.barograph.jobs.versions.ModelFolder;
import io.barograph.jobs.versions.ModelFolderException;
import io.barograph.ml.failure.Promotion;
import io.barograph.ml.failure.TrainedModel;
import io.barograph.ml.failure.TrainedModelText;
import io.barograph.ml.watch.FailureModels;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The models that predictions name, as they are promoted when a job is started. What cannot be read
 * is logged, and the rule predicts in its place.
 */
final class PromotedModels {
  private static final Logger LOG = LoggerFactory.getLogger(PromotedModels.class);

  /** So many promotions are looked at, the newest: before these, the rule predicts. */
  private static final int MOST = 10;

  private final ModelFolder folder;

  PromotedModels(ModelFolder folder) {
    this.folder = folder;
  }

  /** By the names of predictions; nothing of those that name no model. */
  Map<String, FailureModels> of(List<FailureWatch> watches) {
    Map<String, FailureModels> models = new HashMap<>();
    for (FailureWatch watch : watches) {
      if (watch.model().isNamed()) {
        models.putIfAbsent(watch.name(), of(watch));
      }
    }
    return models;
  }

  private FailureModels of(FailureWatch watch) {
    int shadow = watch.model().shadow();
    TrainedModel tried = shadow == 0 ? null : read(watch, shadow);
    List<FailureModels.Term> terms = new ArrayList<>();
    List<Promotion> promotions = promotions(watch);
    for (Promotion one :
        promotions.subList(Math.max(0, promotions.size() - MOST), promotions.size())) {
      terms.add(new FailureModels.Term(one.from(), one.timeMillis(), read(watch, one.version())));
    }
    return terms.isEmpty()
        ? new FailureModels(FailureModels.UNREADABLE.terms(), tried)
        : new FailureModels(terms, tried);
  }

  private List<Promotion> promotions(FailureWatch watch) {
    String name = watch.model().name();
    try {
      List<Promotion> promotions = folder.promotions(name, Promotion::parse).orElse(List.of());
      if (promotions.isEmpty()) {
        LOG.warn(
            "Prediction {}: no version of the model {} is promoted, so the rule predicts",
            watch.name(),
            name);
      }
      return promotions;
    } catch (ModelFolderException wrong) {
      LOG.warn("Prediction {}: the rule predicts: {}", watch.name(), wrong.getMessage());
      return List.of();
    }
  }

  /** A version; null, and it is told, if it cannot be read. */
  private TrainedModel read(FailureWatch watch, int version) {
    String name = watch.model().name();
    try {
      TrainedModel model = folder.read(name, version, TrainedModelText::parse);
      if (model.name().equals(name) && model.version() == version) {
        return model;
      }
      LOG.warn(
          "Prediction {}: {} is version {} of {}: was it copied? It is not used",
          watch.name(),
          folder.file(name, version),
          model.version(),
          model.name());
    } catch (ModelFolderException wrong) {
      LOG.warn("Prediction {}: not used: {}", watch.name(), wrong.getMessage());
    }
    return null;
  }
}
