package io.barograph.core.audit;

import io.barograph.core.detect.FailureWatch;
import io.barograph.core.detect.ModelPromotion;
import io.barograph.core.detect.SeriesLabel;
import io.barograph.core.detect.SeriesWatch;
import io.barograph.core.detect.Statement;
import java.io.Serializable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What comes of what is said to what watches and predicts, as entries of the audit: it is taken by
 * those that it is about, and refused where there are none.
 *
 * @param watches what watches series
 * @param predictions what predicts
 */
public record StatementAudit(List<SeriesWatch> watches, List<FailureWatch> predictions)
    implements Serializable {
  public StatementAudit {
    watches = List.copyOf(watches);
    predictions = List.copyOf(predictions);
  }

  /** The entry of a statement; the same statement has the same. */
  public AuditEntry of(Statement statement) {
    return statement.what() instanceof SeriesLabel label
        ? ofLabel(statement, label)
        : ofPromotion(statement, (ModelPromotion) statement.what());
  }

  private AuditEntry ofLabel(Statement statement, SeriesLabel label) {
    String series = label.labels().toString();
    String judgement = label.isAnomaly() ? "an anomaly" : "ordinary";
    String from = Instant.ofEpochMilli(label.from()).toString();
    String to = Instant.ofEpochMilli(label.to()).toString();
    boolean isWatched = watches.stream().anyMatch(watch -> watch.takes(label));
    return entry(
        AuditKind.LABEL,
        statement,
        label.label(),
        series,
        label.time(),
        isWatched
            ? AuditOutcome.of(AuditCode.LABELLED, series, judgement, from, to)
            : AuditOutcome.of(AuditCode.NOT_WATCHED, series),
        List.of(judgement, from, to));
  }

  /* It predicts from the next step on if its time is over. */
  private AuditEntry ofPromotion(Statement statement, ModelPromotion promotion) {
    String named =
        predictions.stream()
            .filter(prediction -> prediction.takes(promotion))
            .map(FailureWatch::name)
            .collect(Collectors.joining(", "));
    return entry(
        AuditKind.MODELS_PROMOTE,
        statement,
        promotion.id(),
        promotion.model(),
        Math.max(promotion.time(), promotion.from()),
        named.isEmpty()
            ? AuditOutcome.of(AuditCode.MODEL_NOT_NAMED, promotion.model())
            : AuditOutcome.of(
                AuditCode.PROMOTED,
                Integer.toString(promotion.version()),
                promotion.model(),
                named),
        List.of());
  }

  private static AuditEntry entry(
      AuditKind kind,
      Statement statement,
      String id,
      String subject,
      long from,
      AuditOutcome outcome,
      List<String> more) {
    AuditedOrder order =
        new AuditedOrder(
            kind,
            id,
            statement.time(),
            statement.author(),
            statement.comment(),
            AuditText.atMost(AuditedOrder.MAX_COMMENT, subject));
    List<String> said = new ArrayList<>(more);
    Collections.addAll(said, id, statement.author(), statement.comment(), subject);
    return new AuditEntry(EntryIds.of(kind, statement.time(), said), 1, order, from, outcome);
  }
}
