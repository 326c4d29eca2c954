package io.barograph.jobs.example;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** What stands in a JSON text, as far as programs of this package need it. */
final class JsonScalars {
  private static final JsonFactory JSON = new JsonFactory();

  private JsonScalars() {}

  /** Every value that is neither object nor array, by its JSON pointer. */
  static Map<String, String> of(String json) throws IOException {
    Map<String, String> scalars = new HashMap<>();
    try (JsonParser parser = JSON.createParser(json)) {
      while (parser.nextToken() != null) {
        if (parser.currentToken().isScalarValue()) {
          scalars.put(parser.getParsingContext().pathAsPointer().toString(), parser.getText());
        }
      }
    }
    return scalars;
  }
}
