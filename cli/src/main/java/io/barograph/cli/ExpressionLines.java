package io.barograph.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import io.barograph.promql.parse.AstJson;
import io.barograph.promql.parse.ParseError;
import io.barograph.promql.parse.ParseException;
import io.barograph.promql.parse.Parser;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;

/**
 * Parses PromQL line by line and prints a line of JSON for each: {@code line}, counted from 1, and
 * {@code tree}, or {@code error} as Prometheus prints the first one and {@code errors} with the
 * {@code range} of each in bytes of the line.
 */
final class ExpressionLines {
  private final PrintWriter out;
  private boolean allWell = true;

  ExpressionLines(PrintWriter out) {
    this.out = out;
  }

  /** Parses {@code lines} to their end; returns 0 if all are PromQL, else 1. */
  int parse(InputStream lines) throws IOException {
    InputStream bytes = new BufferedInputStream(lines);
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    int number = 0;
    for (int next = bytes.read(); next >= 0; next = bytes.read()) {
      if (next == '\n') {
        print(++number, line.toByteArray());
        line.reset();
      } else {
        line.write(next);
      }
    }
    if (line.size() > 0) {
      print(++number, line.toByteArray());
    }
    out.flush();
    return allWell ? 0 : 1;
  }

  private void print(int number, byte[] expression) {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("line", number);
    try {
      json.putRawValue("tree", new RawValue(AstJson.write(Parser.parse(expression))));
    } catch (ParseException invalid) {
      allWell = false;
      json.put("error", invalid.getMessage());
      ArrayNode errors = json.putArray("errors");
      for (ParseError error : invalid.errors()) {
        ObjectNode one = errors.addObject().put("message", error.message());
        one.putArray("range").add(error.range().start()).add(error.range().end());
      }
    }
    out.println(json);
  }
}
