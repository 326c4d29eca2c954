package io.barograph.cli.notebooks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A notebook's file. */
public record Notebook(JsonNode json) {
  public static Notebook read(Path file) throws IOException {
    return new Notebook(new ObjectMapper().readTree(file.toFile()));
  }

  /** Its cells of code. */
  public List<JsonNode> code() {
    List<JsonNode> code = new ArrayList<>();
    for (JsonNode cell : json.path("cells")) {
      if (cell.path("cell_type").asText().equals("code")) {
        code.add(cell);
      }
    }
    return code;
  }

  /** How many figures came out. */
  public int figures() {
    int figures = 0;
    for (JsonNode cell : code()) {
      for (JsonNode output : cell.path("outputs")) {
        figures += output.path("data").path("image/png").asText().length() > 1_000 ? 1 : 0;
      }
    }
    return figures;
  }

  /** What it prints. */
  public String text() {
    StringBuilder text = new StringBuilder();
    for (JsonNode cell : code()) {
      for (JsonNode output : cell.path("outputs")) {
        output.path("text").forEach(line -> text.append(line.asText()));
        output.at("/data/text~1plain").forEach(line -> text.append(line.asText()));
      }
    }
    return text.toString();
  }

  /** All that stands in it. */
  public String source() {
    StringBuilder source = new StringBuilder();
    for (JsonNode cell : json.path("cells")) {
      cell.path("source").forEach(line -> source.append(line.asText()));
      source.append('\n');
    }
    return source.toString();
  }
}
