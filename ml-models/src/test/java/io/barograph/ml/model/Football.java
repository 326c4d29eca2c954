package io.barograph.ml.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.barograph.core.prediction.ClassProbability;
import io.barograph.core.prediction.ModelKey;
import io.barograph.core.prediction.ModelRecord;
import io.barograph.core.prediction.Outcome;
import io.barograph.core.prediction.Prediction;
import io.barograph.ml.SharedData;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** The published predictions of football matches, with outcomes that are late, twice or missing. */
final class Football {
  private Football() {}

  static JsonNode expected() throws IOException {
    return SharedData.json("football/expected.json");
  }

  static List<ModelRecord> records() throws IOException {
    ObjectMapper json = new ObjectMapper();
    List<ModelRecord> records = new ArrayList<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(
                    Files.newInputStream(SharedData.quant("football/events.jsonl.gz"))),
                StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        records.add(record(json.readTree(line)));
      }
    }
    return records;
  }

  private static ModelRecord record(JsonNode line) {
    String id = line.get("match_id").asText();
    long time = Math.round(1_000 * line.get("t").asDouble());
    if (line.get("type").asText().equals("outcome")) {
      return Outcome.ofClass(id, time, line.get("result").asText());
    }
    return Prediction.ofClasses(
        id,
        time,
        new ModelKey("spi", "1", line.get("league").asText()),
        List.of(
            new ClassProbability("H", line.get("p_home").asDouble()),
            new ClassProbability("D", line.get("p_draw").asDouble()),
            new ClassProbability("A", line.get("p_away").asDouble())));
  }
}
