package io.barograph.core.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** Known answers of other implementations; a test that needs them is skipped without them. */
public final class QuantData {
  /** How far an answer may be off, as a share of it. */
  public static final double TOLERANCE = 1e-9;

  /**
   * How far an answer may be off beside: what is 0 by its definition is told as rounding, 3e-15, by
   * some.
   */
  private static final double ROUNDING = 1e-14;

  private final String suite;
  private int passed;
  private final List<String> failures = new ArrayList<>();

  /** Counts the answers of {@code suite}. */
  public QuantData(String suite) {
    this.suite = suite;
  }

  /** A file of that name, or the test is skipped. */
  public static Path path(String name) {
    Path path = Path.of(System.getProperty("shared.data", "../shared/data"), "quant", name);
    assumeTrue(Files.exists(path), "skipped: there is no " + path);
    return path;
  }

  /** A JSON file. */
  public static JsonNode json(String name) throws IOException {
    return new ObjectMapper().readTree(path(name).toFile());
  }

  /** The rows of a CSV file without quotes, gzipped or not, its header first. */
  public static List<String[]> rows(String name) throws IOException {
    Path path = path(name);
    try (InputStream in = Files.newInputStream(path);
        BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(
                    name.endsWith(".gz") ? new GZIPInputStream(in) : in, StandardCharsets.UTF_8))) {
      return lines.lines().map(line -> line.split(",", -1)).toList();
    }
  }

  /** The number of a node, which may be a text for what JSON lacks. */
  public static double number(JsonNode node) {
    return node.isTextual() ? Double.parseDouble(node.asText()) : node.asDouble();
  }

  /** Compares; an infinity is what we call undefined, as NaN is. */
  public void check(String what, double actual, double expected) {
    boolean agrees =
        Double.isFinite(expected)
            ? Math.abs(actual - expected) <= TOLERANCE * Math.abs(expected) + ROUNDING
            : Double.isNaN(actual);
    count(what + ": expected " + expected + ", was " + actual, agrees);
  }

  /** Counts an answer. */
  public void count(String what, boolean agrees) {
    if (agrees) {
      passed++;
    } else {
      failures.add(what);
    }
  }

  /** Prints how many answers agree, and fails on any that does not, or if there are too few. */
  public void passes(int atLeast) {
    System.out.printf("%s: %d passed, %d failed, 0 skipped%n", suite, passed, failures.size());
    assertThat(failures).isEmpty();
    assertThat(passed).isGreaterThanOrEqualTo(atLeast);
  }
}
