package io.barograph.cli.measure;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.barograph.core.measure.PolicyBook;
import io.barograph.core.prediction.JoinCounts;
import io.barograph.core.prediction.JoinPolicy;
import io.barograph.core.prediction.ModelEvent;
import io.barograph.core.prediction.ModelKey;
import io.barograph.core.prediction.ModelPolicy;
import io.barograph.core.prediction.ModelRecord;
import io.barograph.core.prediction.PredictionJoin;
import io.barograph.ml.model.ModelMeasureKind;
import java.util.SortedMap;
import java.util.TreeMap;

/** The predictions and outcomes of a file, joined and measured. */
public final class MeasuredPredictions {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final ModelMeasureKind kind;
  private final PredictionJoin join;
  private final SortedMap<ModelKey, MeasuredModel> models = new TreeMap<>();
  private String segment = "segment";
  private long end = Long.MIN_VALUE;

  /** Nothing yet. */
  public MeasuredPredictions(JoinPolicy policy, PolicyBook<ModelPolicy> models) {
    kind = new ModelMeasureKind(models);
    join = new PredictionJoin(policy);
  }

  /** Takes a record; their order does not matter. */
  public void add(ModelRecord record) {
    join.add(record);
    end = Math.max(end, record.time());
  }

  /** What a segment is called in the figures. */
  public void callSegments(String name) {
    segment = name;
  }

  /**
   * The figures as of the newest record, as JSON. Segments are named by themselves where all are of
   * one model and version, else as {@code model/version/segment}.
   */
  public String json() {
    join.advance(end, this::add);
    ObjectNode json = JSON.createObjectNode();
    ObjectNode segments = json.putObject("per_" + segment);
    var degraded = json.putArray("degraded");
    long kinds = models.keySet().stream().map(MeasuredPredictions::modelOf).distinct().count();
    models.forEach(
        (key, model) -> {
          String name = kinds == 1 ? key.segment() : modelOf(key) + "/" + key.segment();
          model.write(segments.putObject(name));
          if (model.isDegraded()) {
            degraded.add(name);
          }
        });
    write(join.counts(), json.putObject("join"));
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(json);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private void add(ModelEvent event) {
    models
        .computeIfAbsent(event.prediction().key(), any -> new MeasuredModel(kind.begin(event)))
        .add(event);
  }

  private static String modelOf(ModelKey key) {
    return key.model() + "/" + key.version();
  }

  private static void write(JoinCounts counts, ObjectNode json) {
    json.put("predictions", counts.predictions())
        .put("outcomes", counts.outcomes())
        .put("labelled", counts.labelled())
        .put("given_up", counts.givenUp())
        .put("orphans", counts.orphans())
        .put("duplicate_predictions", counts.duplicatePredictions())
        .put("duplicate_outcomes", counts.duplicateOutcomes())
        .put("conflicting_outcomes", counts.conflictingOutcomes())
        .put("early", counts.early())
        .put("evicted", counts.evicted());
  }
}
