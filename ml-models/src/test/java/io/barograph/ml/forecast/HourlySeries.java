package io.barograph.ml.forecast;

import io.barograph.ml.SharedData;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/** The hourly series of the M4 competition that are at hand. */
final class HourlySeries {
  private HourlySeries() {}

  static Map<String, double[]> train() throws IOException {
    return read("input/train.csv.gz");
  }

  static Map<String, double[]> test() throws IOException {
    return read("truth/test.csv.gz");
  }

  private static Map<String, double[]> read(String file) throws IOException {
    Map<String, List<Double>> values = new LinkedHashMap<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(SharedData.file("m4hourly/" + file))),
                StandardCharsets.UTF_8))) {
      lines.readLine();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] fields = line.split(",", -1);
        values
            .computeIfAbsent(fields[1], any -> new ArrayList<>())
            .add(Double.parseDouble(fields[2]));
      }
    }
    Map<String, double[]> series = new LinkedHashMap<>();
    values.forEach(
        (name, all) -> series.put(name, all.stream().mapToDouble(Double::doubleValue).toArray()));
    return series;
  }
}
