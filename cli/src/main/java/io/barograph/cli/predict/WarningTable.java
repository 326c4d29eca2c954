package io.barograph.cli.predict;

import io.barograph.cli.measure.FigureTable;
import io.barograph.ml.failure.FailurePrediction;
import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.zip.GZIPOutputStream;

/**
 * The file of warnings, a row where one begins: {@code
 * unit,timestamp,probability,measure,bound,reason}. Zipped if its name ends on {@code .gz}.
 */
public final class WarningTable implements Closeable {
  private static final String HEADER = "unit,timestamp,probability,measure,bound,reason\n";

  private final Writer out;
  private final Set<String> warned = new HashSet<>();
  private final Set<String> warnedNow = new HashSet<>();

  /** Begins the file. */
  public WarningTable(Path file) throws IOException {
    out =
        new BufferedWriter(
            new OutputStreamWriter(
                file.toString().endsWith(".gz")
                    ? new GZIPOutputStream(Files.newOutputStream(file))
                    : Files.newOutputStream(file),
                StandardCharsets.UTF_8));
    out.write(HEADER);
  }

  /**
   * Takes up a prediction; those of a unit come in time order.
   *
   * @return whether it is the first warning of its unit
   */
  public boolean add(FailurePrediction prediction) throws IOException {
    if (!prediction.reason().alert()) {
      warnedNow.remove(prediction.unit());
      return false;
    }
    if (!warnedNow.add(prediction.unit())) {
      return false;
    }
    out.write(FigureTable.csv(prediction.unit()) + "," + prediction.timeMillis());
    out.write("," + prediction.probability());
    out.write("," + prediction.measure() + "," + prediction.bound());
    out.write("," + prediction.reason().wireName() + "\n");
    return warned.add(prediction.unit());
  }

  /** How many units were warned of. */
  public int units() {
    return warned.size();
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
