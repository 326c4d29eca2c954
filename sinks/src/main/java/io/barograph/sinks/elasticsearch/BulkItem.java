package io.barograph.sinks.elasticsearch;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Elasticsearch's answer to one document of a bulk request.
 *
 * @param status an HTTP status
 * @param error type and reason of the failure, or the empty text
 */
record BulkItem(int status, String error) {
  private static final JsonFactory JSON = new JsonFactory();

  /**
   * The items of a bulk answer, in the order of the request.
   *
   * @throws IOException if the answer is not that of a bulk request
   */
  static List<BulkItem> readAll(InputStream answer) throws IOException {
    List<BulkItem> items = new ArrayList<>();
    try (JsonParser parser = JSON.createParser(answer)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new IOException("the answer to a bulk request is not a JSON object");
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        boolean isItems = parser.currentName().equals("items");
        parser.nextToken();
        if (isItems) {
          readItems(parser, items);
        } else {
          parser.skipChildren();
        }
      }
    }
    return items;
  }

  /* [{"index": {"status": 400, "error": {"type": "...", "reason": "..."}}}, ...] */
  private static void readItems(JsonParser parser, List<BulkItem> items) throws IOException {
    while (parser.nextToken() == JsonToken.START_OBJECT) {
      parser.nextToken(); // the action's name
      parser.nextToken(); // its object
      items.add(readItem(parser));
      parser.nextToken(); // the end of the item
    }
  }

  private static BulkItem readItem(JsonParser parser) throws IOException {
    int status = 0;
    String error = "";
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String field = parser.currentName();
      parser.nextToken();
      switch (field) {
        case "status" -> status = parser.getIntValue();
        case "error" -> error = readError(parser);
        default -> parser.skipChildren();
      }
    }
    return new BulkItem(status, error);
  }

  private static String readError(JsonParser parser) throws IOException {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      return parser.getValueAsString("");
    }
    String type = "";
    String reason = "";
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String field = parser.currentName();
      parser.nextToken();
      switch (field) {
        case "type" -> type = parser.getValueAsString("");
        case "reason" -> reason = parser.getValueAsString("");
        default -> parser.skipChildren();
      }
    }
    return type + ": " + reason;
  }
}
