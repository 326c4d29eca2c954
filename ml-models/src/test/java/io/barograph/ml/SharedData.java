package io.barograph.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The public data that tests are held against; a test is skipped where it is absent. */
public final class SharedData {
  private SharedData() {}

  /** The file {@code quant/<name>}. */
  public static Path quant(String name) {
    return file("quant/" + name);
  }

  /** A file of any set. */
  public static Path file(String name) {
    Path path = Path.of(System.getProperty("shared.data", "../shared/data")).resolve(name);
    assumeTrue(Files.exists(path), () -> path + " is absent");
    return path;
  }

  /** What the JSON file {@code quant/<name>} says. */
  public static JsonNode json(String name) throws IOException {
    return new ObjectMapper().readTree(quant(name).toFile());
  }

  /** The numbers of a JSON array. */
  public static double[] numbers(JsonNode array) {
    assertThat(array.isArray()).isTrue();
    double[] numbers = new double[array.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = array.get(i).doubleValue();
    }
    return numbers;
  }
}
