package io.barograph.cli.views;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** The search that a target of Grafana's Elasticsearch data source stands for. */
final class TargetRequest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private TargetRequest() {}

  /**
   * The body of the search; aggregations are called by their ids.
   *
   * @param variables what stands in place of each {@code $variable}
   */
  static ObjectNode body(JsonNode target, ObjectNode variables) {
    String query = target.path("query").asText();
    for (Map.Entry<String, JsonNode> variable : variables.properties()) {
      query = query.replace("$" + variable.getKey() + ")", variable.getValue().asText() + ")");
    }
    ObjectNode body = JSON.createObjectNode().put("size", 0);
    body.putObject("query").putObject("query_string").put("query", query);
    ObjectNode parent = body;
    for (JsonNode bucket : target.path("bucketAggs")) {
      parent = addBucket(parent, bucket, target.path("metrics"));
    }
    for (JsonNode metric : target.path("metrics")) {
      addMetric(parent, metric);
    }
    return body;
  }

  private static ObjectNode addBucket(ObjectNode parent, JsonNode bucket, JsonNode metrics) {
    ObjectNode added = parent.withObject("/aggs").putObject(bucket.path("id").asText());
    String type = bucket.path("type").asText();
    JsonNode settings = bucket.path("settings");
    ObjectNode aggregation = added.putObject(type).put("field", bucket.path("field").asText());
    aggregation.put("min_doc_count", settings.path("min_doc_count").asInt());
    if (type.equals("date_histogram")) {
      aggregation.put("fixed_interval", "1m");
      return added;
    }
    aggregation.put("size", settings.path("size").asInt());
    aggregation.put("missing", settings.path("missing").asText());
    String by = settings.path("orderBy").asText();
    aggregation
        .putObject("order")
        .put(by.equals("_term") ? "_key" : by, settings.path("order").asText());
    for (JsonNode metric : metrics) {
      if (metric.path("id").asText().equals(by)) {
        addMetric(added, metric);
      }
    }
    return added;
  }

  private static void addMetric(ObjectNode parent, JsonNode metric) {
    parent
        .withObject("/aggs")
        .putObject(metric.path("id").asText())
        .putObject(metric.path("type").asText())
        .put("field", metric.path("field").asText());
  }
}
