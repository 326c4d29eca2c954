package io.barograph.cli.detect;

import io.barograph.cli.measure.FigureTable;
import io.barograph.ml.detect.Reason;
import io.barograph.ml.detect.Score;
import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;

/**
 * The file of scores, a row for each record that was read: {@code
 * file,timestamp,anomaly_score,expected,lower,upper,reason,deviation,metric}; what is unknown is
 * empty. Zipped if its name ends on {@code .gz}.
 */
public final class ScoreTable implements Closeable {
  private static final String HEADER =
      "file,timestamp,anomaly_score,expected,lower,upper,reason,deviation,metric\n";

  private final Writer out;

  /** Begins the file. */
  public ScoreTable(Path file) throws IOException {
    this(
        new BufferedWriter(
            new OutputStreamWriter(
                file.toString().endsWith(".gz")
                    ? new GZIPOutputStream(Files.newOutputStream(file))
                    : Files.newOutputStream(file),
                StandardCharsets.UTF_8)));
  }

  /** Writes to {@code out}. */
  public ScoreTable(Writer out) throws IOException {
    this.out = out;
    out.write(HEADER);
  }

  /** Adds a row. */
  void add(String series, long timeMillis, Score score) throws IOException {
    Reason reason = score.reason();
    out.write(FigureTable.csv(series));
    out.write("," + timeMillis + "," + score.score());
    out.write("," + text(score.expected()) + "," + text(score.lower()) + "," + text(score.upper()));
    out.write("," + reason.code().name().toLowerCase(Locale.ROOT) + "," + reason.deviation() + ",");
    if (reason.metric() >= 0) {
      out.write(Integer.toString(reason.metric()));
    }
    out.write("\n");
  }

  private static String text(double value) {
    return Double.isNaN(value) ? "" : Double.toString(value);
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
