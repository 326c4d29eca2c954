package io.barograph.cli.rules;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.barograph.cli.stack.StackException;
import java.util.List;
import java.util.function.Consumer;

/**
 * Records of a topic, read from a file.
 *
 * @param file where the lines are from, for messages
 * @param lines a record each; empty ones are passed by
 */
record RecordLines(String file, List<String> lines) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * Hands over each record.
   *
   * @param field the field that each must have, a dot between one and what stands in it
   * @param remedy what to give instead
   * @throws StackException at the first line that is no JSON or lacks the field
   */
  void forEach(String field, String remedy, Consumer<JsonNode> consumer) {
    for (int i = 0; i < lines.size(); i++) {
      if (!lines.get(i).isBlank()) {
        JsonNode record = parse(i, remedy);
        if (record.at('/' + field.replace('.', '/')).isMissingNode()) {
          throw new StackException(
              "%s:%d: %s is missing: %s".formatted(file, i + 1, field, remedy));
        }
        consumer.accept(record);
      }
    }
  }

  private JsonNode parse(int line, String remedy) {
    try {
      return JSON.readTree(lines.get(line));
    } catch (JsonProcessingException invalid) {
      throw new StackException("%s:%d: is no JSON: %s".formatted(file, line + 1, remedy));
    }
  }
}
