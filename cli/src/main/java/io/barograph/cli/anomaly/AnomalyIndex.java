package io.barograph.cli.anomaly;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.barograph.cli.elasticsearch.Elasticsearch;
import io.barograph.core.detect.SeriesLabel;
import io.barograph.core.labels.Labels;
import io.barograph.ml.watch.DerivedLabels;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;

/** The indices {@code barograph-anomalies-*} of an Elasticsearch. */
public final class AnomalyIndex {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** So many anomalies are labelled at once. */
  private static final int MOST = 1_000;

  /** What stands for the metric of an entity, whose metrics are judged at once. */
  private static final String ALL_METRICS = "*";

  private static final String SEARCH = "/barograph-anomalies-*/_search?ignore_unavailable=true";

  private final Elasticsearch server;

  /** The indices of a server. */
  public AnomalyIndex(Elasticsearch server) {
    this.server = server;
  }

  /**
   * Sets {@code is_confirmed} of the anomalies of the labelled time, and of the labelled series, or
   * entity if the labels have no name.
   *
   * @return how many there are
   * @throws IOException if there are more than {@value #MOST}, or the server does not answer or
   *     refuses it; the message says why
   */
  public long confirm(SeriesLabel label) throws IOException, InterruptedException {
    JsonNode hits = ask(label, SEARCH, request(label)).path("hits").path("hits");
    if (hits.size() > MOST) {
      throw new IOException(
          "is_confirmed is left as it was: there are more than %d anomalies of %s in that time:"
                  .formatted(MOST, label.labels())
              + " give a shorter one, --from and --to");
    }
    String change =
        JSON.createObjectNode()
            .set("doc", JSON.createObjectNode().put("is_confirmed", label.isAnomaly()))
            .toString();
    int size = labelsOf(label).size();
    long confirmed = 0;
    for (JsonNode hit : hits) {
      // A document has no label more than the series.
      if (hit.at("/_source/labels").size() == size) {
        ask(label, "/%s/_update/%s".formatted(text(hit, "_index"), text(hit, "_id")), change);
        confirmed++;
      }
    }
    return confirmed;
  }

  private static String text(JsonNode hit, String field) {
    return URLEncoder.encode(hit.path(field).asText(), StandardCharsets.UTF_8);
  }

  private JsonNode ask(SeriesLabel label, String path, String json)
      throws IOException, InterruptedException {
    HttpResponse<String> answer = server.send("POST", path, json);
    if (answer.statusCode() >= 300) {
      throw server.refusal("the label of " + label.labels(), answer);
    }
    return JSON.readTree(answer.body());
  }

  private static String request(SeriesLabel label) {
    ObjectNode request = JSON.createObjectNode().put("size", MOST + 1);
    request.putArray("_source").add("labels");
    ArrayNode all = request.putObject("query").putObject("bool").putArray("filter");
    String metric = label.labels().metricName();
    all.add(term("metric", metric.isEmpty() ? ALL_METRICS : metric));
    Labels labels = labelsOf(label);
    for (int i = 0; i < labels.size(); i++) {
      all.add(term("labels." + labels.name(i), labels.value(i)));
    }
    all.addObject()
        .putObject("range")
        .putObject("@timestamp")
        .put("gte", label.from())
        .put("lte", label.to())
        .put("format", "epoch_millis");
    return request.toString();
  }

  /** As they stand in documents. */
  private static Labels labelsOf(SeriesLabel label) {
    return label.labels().metricName().isEmpty()
        ? label.labels()
        : DerivedLabels.ofWatched(label.labels());
  }

  private static JsonNode term(String field, String value) {
    ObjectNode term = JSON.createObjectNode();
    term.putObject("term").put(field, value);
    return term;
  }
}
