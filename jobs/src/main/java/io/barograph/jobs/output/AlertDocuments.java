package io.barograph.jobs.output;

import io.barograph.core.alert.Alert;
import io.barograph.formats.alert.AlertJson;
import io.barograph.sinks.elasticsearch.ElasticsearchDocument;

/** Alerts as Elasticsearch documents, in indices named by family and month. */
public final class AlertDocuments {
  private AlertDocuments() {}

  /** The episode as it is now: one document for each, in the month in which it began. */
  public static ElasticsearchDocument episode(Alert alert) {
    return new ElasticsearchDocument(
        MonthlyIndex.name("barograph-alerts", alert.state().activeAt()),
        alert.id(),
        alert.state().version(),
        AlertJson.of(alert));
  }

  /** The transition: one document for each, never changed, in the month in which it happened. */
  public static ElasticsearchDocument transition(Alert alert) {
    return new ElasticsearchDocument(
        MonthlyIndex.name("barograph-transitions", alert.updatedAt()),
        alert.id() + '-' + alert.state().version(),
        alert.state().version(),
        AlertJson.of(alert));
  }

  /**
   * The episode of a rule that is only tried, apart from those that are published. Several packs
   * can try rules that give one alert.
   */
  public static ElasticsearchDocument triedEpisode(Alert alert) {
    return new ElasticsearchDocument(
        MonthlyIndex.name("barograph-shadow-alerts", alert.state().activeAt()),
        alert.id() + '-' + alert.owners().get(0).pack(),
        alert.state().version(),
        AlertJson.of(alert));
  }
}
