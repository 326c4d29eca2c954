package io.barograph.jobs.output;

import io.barograph.core.decision.Decision;
import io.barograph.core.incident.Incident;
import io.barograph.core.incident.Recommendations;
import io.barograph.formats.incident.DecisionJson;
import io.barograph.formats.incident.IncidentJson;
import io.barograph.sinks.elasticsearch.ElasticsearchDocument;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.util.Collector;

/** Incidents and decisions as Elasticsearch documents, in indices named by family and month. */
public final class IncidentDocuments {
  private IncidentDocuments() {}

  /** Incidents as they are now: one document for each, in the month in which it began. */
  static MapFunction<Incident, ElasticsearchDocument> incidents(Recommendations recommendations) {
    return incident -> incident(incident, recommendations);
  }

  /** The incident as it is now, with what to do about it. */
  public static ElasticsearchDocument incident(Incident incident, Recommendations recommendations) {
    return new ElasticsearchDocument(
        MonthlyIndex.name("barograph-incidents", incident.openedAt()),
        incident.id(),
        incident.version(),
        IncidentJson.of(incident, recommendations));
  }

  /** What was decided: one document for each, never changed. */
  public static ElasticsearchDocument decision(Decision decision) {
    return new ElasticsearchDocument(
        MonthlyIndex.name("barograph-decisions", decision.time()),
        decision.id(),
        decision.version(),
        DecisionJson.of(decision));
  }

  static void decisions(Incident incident, Collector<ElasticsearchDocument> out) {
    for (Decision decision : incident.decisions()) {
      out.collect(decision(decision));
    }
  }
}
