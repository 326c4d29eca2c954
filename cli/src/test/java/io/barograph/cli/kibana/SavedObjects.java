package io.barograph.cli.kibana;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An export of Kibana's saved objects.
 *
 * @param objects the objects, in the order of the file
 * @param summary the last line: how many there are and what is missing
 */
public record SavedObjects(List<JsonNode> objects, JsonNode summary) {
  /** The file that ships for alerts. */
  static final Path SHIPPED = Path.of("../deploy/kibana/barograph.ndjson");

  /** The file that ships for incidents. */
  static final Path INCIDENTS = Path.of("../deploy/kibana/barograph-incidents.ndjson");

  /** The file that ships for business measures. */
  public static final Path BUSINESS = Path.of("../deploy/kibana/barograph-business.ndjson");

  /** The file that ships for what receivers were told. */
  static final Path DELIVERY = Path.of("../deploy/kibana/barograph-delivery.ndjson");

  /** The file that ships for all of it at a glance. */
  static final Path OVERVIEW = Path.of("../deploy/kibana/barograph-overview.ndjson");

  /** The file that ships for many alerts at once. */
  static final Path STORM = Path.of("../deploy/kibana/barograph-storm.ndjson");

  /** The file that ships for who ordered what. */
  static final Path AUDIT = Path.of("../deploy/kibana/barograph-audit.ndjson");

  /** The file that ships for anomalies, forecasts and capacity plans. */
  static final Path DETECTION = Path.of("../deploy/kibana/barograph-detection.ndjson");

  private static final ObjectMapper JSON = new ObjectMapper();

  static SavedObjects shipped() throws IOException {
    return read(SHIPPED);
  }

  /** The objects of a file. */
  public static SavedObjects read(Path file) throws IOException {
    return parse(Files.readString(file));
  }

  static SavedObjects parse(String ndjson) throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    for (String line : ndjson.lines().toList()) {
      lines.add(JSON.readTree(line));
    }
    return new SavedObjects(lines.subList(0, lines.size() - 1), lines.get(lines.size() - 1));
  }

  /** The objects of one type, in the order of the file. */
  public List<JsonNode> ofType(String type) {
    return objects.stream().filter(object -> object.path("type").asText().equals(type)).toList();
  }

  Optional<JsonNode> find(String type, String id) {
    return ofType(type).stream().filter(object -> object.path("id").asText().equals(id)).findAny();
  }

  /** The data view that {@code object} refers to. */
  JsonNode dataViewOf(JsonNode object) {
    for (JsonNode reference : object.path("references")) {
      if (reference.path("type").asText().equals("index-pattern")) {
        return find("index-pattern", reference.path("id").asText()).orElseThrow();
      }
    }
    throw new IllegalArgumentException(id(object) + " refers to no data view");
  }

  /** The index pattern of a data view. */
  static String pattern(JsonNode dataView) {
    return dataView.path("attributes").path("title").asText();
  }

  /** The type and id of an object. */
  public static String id(JsonNode object) {
    return object.path("type").asText() + "/" + object.path("id").asText();
  }

  /** The search source of an object that has one: its query and filters. */
  static JsonNode searchSource(JsonNode object) throws IOException {
    return JSON.readTree(object.at("/attributes/kibanaSavedObjectMeta/searchSourceJSON").asText());
  }

  /** The panels of a dashboard. */
  static JsonNode panels(JsonNode dashboard) throws IOException {
    return JSON.readTree(dashboard.at("/attributes/panelsJSON").asText());
  }
}
