package io.barograph.cli.kibana;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/**
 * The search that a form-based Lens chart of one layer stands for: its query, its buckets one
 * inside the other in the order of the layer's columns, and its metrics in the innermost.
 */
public final class LensRequest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final double MEDIAN = 50;

  private LensRequest() {}

  /** The only layer of {@code lens}. */
  public static JsonNode layer(JsonNode lens) {
    JsonNode layers = lens.at("/attributes/state/datasourceStates/formBased/layers");
    if (layers.size() != 1) {
      throw new IllegalArgumentException(
          SavedObjects.id(lens) + " must have one layer, has " + layers.size());
    }
    return layers.elements().next();
  }

  /** The body of the search; aggregations are called as their columns. */
  public static ObjectNode body(JsonNode lens) {
    ObjectNode body = JSON.createObjectNode().put("size", 0);
    body.set("query", query(lens.at("/attributes/state/query")));
    List<String> order = new ArrayList<>();
    layer(lens).path("columnOrder").forEach(column -> order.add(column.asText()));
    addAggregations(body, layer(lens).path("columns"), order);
    return body;
  }

  /**
   * A query as Elasticsearch takes it. The queries that ship are written in the part of Kibana's
   * language that is Lucene's too: {@code field: value}, parentheses, {@code AND}, {@code OR},
   * {@code NOT}.
   */
  static ObjectNode query(JsonNode kuery) {
    String text = kuery.path("query").asText();
    ObjectNode query = JSON.createObjectNode();
    if (text.isEmpty()) {
      query.putObject("match_all");
    } else {
      query.putObject("query_string").put("query", text);
    }
    return query;
  }

  private static void addAggregations(ObjectNode parent, JsonNode columns, List<String> order) {
    for (int i = 0; i < order.size(); i++) {
      String name = order.get(i);
      JsonNode column = columns.path(name);
      if (column.path("isBucketed").asBoolean()) {
        ObjectNode bucket = aggregations(parent).putObject(name);
        addBucket(bucket, column, columns);
        addAggregations(bucket, columns, order.subList(i + 1, order.size()));
        addOrderMetric(bucket, column, columns);
        return;
      }
      addMetric(parent, name, column);
    }
  }

  private static void addBucket(ObjectNode bucket, JsonNode column, JsonNode columns) {
    String field = column.path("sourceField").asText();
    JsonNode parameters = column.path("params");
    switch (column.path("operationType").asText()) {
      case "terms" -> {
        ObjectNode terms = bucket.putObject("terms").put("field", field);
        terms.put("size", parameters.path("size").asInt());
        terms.putObject("order").put(orderKey(column, columns), direction(parameters));
        if (parameters.path("missingBucket").asBoolean()) {
          terms.put("missing", "(missing value)");
        }
      }
      case "date_histogram" ->
          bucket
              .putObject("date_histogram")
              .put("field", field)
              .put("fixed_interval", "1h")
              .put("min_doc_count", 1);
      default -> throw new IllegalArgumentException("no bucket: " + column);
    }
  }

  /* Buckets in the order of a metric need that metric beside the buckets inside them. */
  private static void addOrderMetric(ObjectNode bucket, JsonNode column, JsonNode columns) {
    String ordering = column.at("/params/orderBy/columnId").asText();
    if (!ordering.isEmpty()) {
      addMetric(bucket, ordering, columns.path(ordering));
    }
  }

  private static void addMetric(ObjectNode parent, String name, JsonNode column) {
    String operation = column.path("operationType").asText();
    ObjectNode within = parent;
    if (column.has("filter")) {
      within = aggregations(parent).putObject(name);
      within.set("filter", query(column.path("filter")));
    }
    switch (operation) {
      case "count" -> {} // every bucket counts its documents
      case "last_value" -> addLastValue(within, name, column);
      case "unique_count" -> addMetric(within, name, "cardinality", column);
      case "average" -> addMetric(within, name, "avg", column);
      case "median" -> addPercentile(within, name, MEDIAN, column);
      case "percentile" ->
          addPercentile(within, name, column.at("/params/percentile").asDouble(), column);
      case "min", "max", "sum" -> addMetric(within, name, operation, column);
      default -> throw new IllegalArgumentException("no metric: " + column);
    }
  }

  private static void addMetric(ObjectNode parent, String name, String type, JsonNode column) {
    aggregations(parent)
        .putObject(name)
        .putObject(type)
        .put("field", column.path("sourceField").asText());
  }

  private static void addPercentile(
      ObjectNode parent, String name, double percent, JsonNode column) {
    ObjectNode percentiles = aggregations(parent).putObject(name).putObject("percentiles");
    percentiles.put("field", column.path("sourceField").asText());
    percentiles.putArray("percents").add(percent);
  }

  /* The newest document, as Kibana asks for it where arrays are shown too. */
  private static void addLastValue(ObjectNode parent, String name, JsonNode column) {
    ObjectNode newest = aggregations(parent).putObject(name).putObject("top_hits").put("size", 1);
    newest.putArray("sort").addObject().put(column.at("/params/sortField").asText(), "desc");
    newest.putArray("docvalue_fields").add(column.path("sourceField").asText());
  }

  private static String orderKey(JsonNode column, JsonNode columns) {
    String ordering = column.at("/params/orderBy/columnId").asText();
    if (ordering.isEmpty()) {
      return "_key";
    }
    JsonNode metric = columns.path(ordering);
    if (metric.path("operationType").asText().equals("count")) {
      return "_count";
    }
    return metric.has("filter") ? ordering + '>' + ordering : ordering;
  }

  private static String direction(JsonNode parameters) {
    return parameters.path("orderDirection").asText();
  }

  private static ObjectNode aggregations(ObjectNode parent) {
    return parent.withObject("/aggs");
  }
}
