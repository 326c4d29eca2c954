package io.barograph.cli.models;

import io.barograph.cli.predict.FleetFile;
import io.barograph.ml.failure.FailedUnit;
import io.barograph.ml.failure.FailurePrediction;
import io.barograph.ml.failure.FailurePredictor;
import io.barograph.ml.failure.Fleet;
import io.barograph.ml.failure.TrainedModel;
import io.barograph.ml.failure.UnitHistory;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The units of a file with the names of their sensors, and when they failed.
 *
 * @param sensors the names, in the order of the rows
 * @param failures by the names of units, in milliseconds since the epoch
 * @param description the names of both files
 * @param sha256 the hash of both files, one behind the other, in hexadecimal digits
 */
public record FleetTable(
    Fleet fleet,
    List<String> sensors,
    Map<String, Long> failures,
    String description,
    String sha256) {
  /**
   * Reads both files, as {@link FleetFile} describes them.
   *
   * @throws IllegalArgumentException naming the file and what is wrong in it
   */
  public static FleetTable read(Path rows, Path labels) throws IOException {
    return new FleetTable(
        FleetFile.rows(rows),
        FleetFile.sensors(rows),
        FleetFile.failures(labels),
        rows.getFileName() + ", " + labels.getFileName(),
        hash(rows, labels));
  }

  private static String hash(Path... files) throws IOException {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] buffer = new byte[1 << 16];
      for (Path file : files) {
        try (InputStream in = Files.newInputStream(file)) {
          for (int read = in.read(buffer); read > 0; read = in.read(buffer)) {
            digest.update(buffer, 0, read);
          }
        }
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** The units whose failures are known. */
  List<FailedUnit> failed() {
    return fleet.failed(failures);
  }

  /** What a predictor says of all rows, a list for each unit. */
  List<List<FailurePrediction>> predictions(FailurePredictor predictor) {
    Map<String, List<FailurePrediction>> units = new LinkedHashMap<>();
    for (UnitHistory unit : fleet.units()) {
      units.put(unit.unit(), new ArrayList<>());
    }
    for (FailurePrediction row : fleet.predictions(predictor)) {
      units.get(row.unit()).add(row);
    }
    return List.copyOf(units.values());
  }

  /**
   * A predictor by a model of rows as these are.
   *
   * @throws IllegalArgumentException if they lack one of its sensors, or are another time apart
   */
  FailurePredictor predictor(TrainedModel trained) {
    if (trained.stepMillis() != fleet.stepMillis()) {
      throw new IllegalArgumentException(
          "is for rows %d ms apart, these are %d"
              .formatted(trained.stepMillis(), fleet.stepMillis()));
    }
    int[] places = new int[trained.sensors().size()];
    for (int i = 0; i < places.length; i++) {
      places[i] = sensors.indexOf(trained.sensors().get(i));
      if (places[i] < 0) {
        throw new IllegalArgumentException(
            "needs the sensor %s, which is no column".formatted(trained.sensors().get(i)));
      }
    }
    FailurePredictor predictor = trained.model().predictor();
    return (unit, time, values) -> {
      double[] chosen = new double[places.length];
      for (int i = 0; i < places.length; i++) {
        chosen[i] = values[places[i]];
      }
      return predictor.next(unit, time, chosen);
    };
  }
}
