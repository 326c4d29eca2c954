package io.barograph.sinks.channel;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/** Answers in JSON, as far as they are short. */
public final class JsonAnswer {
  private static final JsonFactory JSON = new JsonFactory();
  private static final int MAX_FIELDS = 1_000;

  private JsonAnswer() {}

  /**
   * The scalars of a JSON text by where they stand: {@code code}, {@code data.id}, {@code
   * items.0.state}. A text that is cut off or no JSON gives what could be read; later ones of the
   * same place replace earlier ones.
   */
  public static Map<String, String> scalars(String text) {
    Map<String, String> scalars = new TreeMap<>();
    try (JsonParser parser = JSON.createParser(text)) {
      while (parser.nextToken() != null && scalars.size() < MAX_FIELDS) {
        JsonToken token = parser.currentToken();
        if (token.isScalarValue()) {
          String path = parser.getParsingContext().pathAsPointer().toString();
          scalars.put(path.isEmpty() ? "" : path.substring(1).replace('/', '.'), parser.getText());
        }
      }
    } catch (IOException noJson) {
      // What was read is given.
    }
    return scalars;
  }
}
