package io.barograph.cli.anomaly;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.barograph.cli.elasticsearch.Elasticsearch;
import io.barograph.core.detect.SeriesLabel;
import io.barograph.core.labels.Labels;
import java.io.IOException;
import java.net.http.HttpResponse;

/** The indices {@code barograph-anomalies-*} of an Elasticsearch. */
public final class AnomalyIndex {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String UPDATE =
      "/barograph-anomalies-*/_update_by_query?refresh=true&ignore_unavailable=true";

  /** The fields of a document have no label more than the series. */
  private static final String SCRIPT =
      "if (ctx._source.labels.size() == params.labels)"
          + " { ctx._source.is_confirmed = params.confirmed } else { ctx.op = 'noop' }";

  private final Elasticsearch server;

  /** The indices of a server. */
  public AnomalyIndex(Elasticsearch server) {
    this.server = server;
  }

  /**
   * Sets {@code is_confirmed} of the anomalies of the labelled series and time.
   *
   * @return how many there are
   * @throws IOException if the server does not answer or refuses it; the message says why
   */
  public long confirm(SeriesLabel label) throws IOException, InterruptedException {
    HttpResponse<String> answer = server.send("POST", UPDATE, request(label));
    if (answer.statusCode() >= 300) {
      throw server.refusal("the label of " + label.labels(), answer);
    }
    return JSON.readTree(answer.body()).path("updated").asLong();
  }

  private static String request(SeriesLabel label) {
    ObjectNode request = JSON.createObjectNode();
    ArrayNode all = request.putObject("query").putObject("bool").putArray("filter");
    all.add(term("metric", label.labels().metricName()));
    Labels labels = label.labels().without(Labels.METRIC_NAME);
    for (int i = 0; i < labels.size(); i++) {
      all.add(term("labels." + labels.name(i), labels.value(i)));
    }
    all.addObject()
        .putObject("range")
        .putObject("@timestamp")
        .put("gte", label.from())
        .put("lte", label.to())
        .put("format", "epoch_millis");
    ObjectNode script = request.putObject("script").put("source", SCRIPT);
    script.putObject("params").put("labels", labels.size()).put("confirmed", label.isAnomaly());
    return request.toString();
  }

  private static JsonNode term(String field, String value) {
    ObjectNode term = JSON.createObjectNode();
    term.putObject("term").put(field, value);
    return term;
  }
}
