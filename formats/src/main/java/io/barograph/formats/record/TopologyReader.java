package io.barograph.formats.record;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.barograph.core.incident.ServiceGraph;
import io.barograph.core.incident.Topology;
import io.barograph.formats.decode.MalformedRecordException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The graph of services as {@code docs/schemas/topology.schema.json} has it. */
public final class TopologyReader implements RecordReader<Topology> {
  private static final long serialVersionUID = 1;

  private static final JsonFactory JSON = new JsonFactory();
  private static final int MAX_CALLEES = 1_000;

  /** Reads the value of one field of an object. */
  private interface ValueReader<T> {
    T read(String field, JsonParser json) throws IOException, MalformedRecordException;
  }

  @Override
  public Topology read(RecordFields fields) throws MalformedRecordException {
    return new Topology(
        ShortText.orEmpty(fields, "environment", ShortText.MAX_NAME),
        new ServiceGraph(
            object(fields, "calls", TopologyReader::names),
            object(fields, "host", TopologyReader::name),
            object(fields, "weight", TopologyReader::weight)),
        interval(fields),
        fields.has("time") || fields.has("time_epoch") ? OrderReader.time(fields) : 0);
  }

  private static Duration interval(RecordFields fields) throws MalformedRecordException {
    if (!fields.has("heartbeat_interval_s")) {
      return Topology.USUAL_HEARTBEAT_INTERVAL;
    }
    double seconds = fields.number("heartbeat_interval_s");
    if (!(seconds >= 0.001 && seconds <= Duration.ofDays(1).toSeconds())) {
      throw MalformedRecordException.of(
          "heartbeat_interval_s", fields.text("heartbeat_interval_s"), "must be 0.001 to 86400");
    }
    return Duration.ofMillis(Math.round(seconds * 1_000));
  }

  private static <T> Map<String, T> object(RecordFields fields, String name, ValueReader<T> reader)
      throws MalformedRecordException {
    Map<String, T> values = new TreeMap<>();
    if (!fields.has(name)) {
      return values;
    }
    try (JsonParser json = JSON.createParser(fields.nested(name))) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw MalformedRecordException.malformed(name + ": must be an object by service");
      }
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String service = json.currentName();
        String field = name + '.' + service;
        requireShort(field, service);
        json.nextToken();
        values.put(service, reader.read(field, json));
      }
    } catch (IOException malformed) {
      throw MalformedRecordException.malformed(name + ": is no JSON: " + malformed.getMessage());
    }
    return values;
  }

  private static List<String> names(String field, JsonParser json)
      throws IOException, MalformedRecordException {
    if (json.currentToken() != JsonToken.START_ARRAY) {
      throw MalformedRecordException.malformed(field + ": must be a list of services");
    }
    List<String> names = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      names.add(name(field, json));
      if (names.size() > MAX_CALLEES) {
        throw MalformedRecordException.malformed(
            "%s: must be at most %d services".formatted(field, MAX_CALLEES));
      }
    }
    return names;
  }

  private static String name(String field, JsonParser json)
      throws IOException, MalformedRecordException {
    if (json.currentToken() != JsonToken.VALUE_STRING) {
      throw MalformedRecordException.malformed(field + ": must be text");
    }
    return requireShort(field, json.getText());
  }

  private static Double weight(String field, JsonParser json)
      throws IOException, MalformedRecordException {
    boolean isNumber = json.currentToken().isNumeric();
    double weight = isNumber ? json.getDoubleValue() : Double.NaN;
    if (!(weight >= 0 && weight < Double.POSITIVE_INFINITY)) {
      throw MalformedRecordException.of(field, json.getText(), "must be a number >= 0");
    }
    return weight;
  }

  private static String requireShort(String field, String name) throws MalformedRecordException {
    if (name.isEmpty() || name.length() > ShortText.MAX_NAME) {
      throw MalformedRecordException.of(
          field, name, "must be 1 to %d characters".formatted(ShortText.MAX_NAME));
    }
    return name;
  }
}
