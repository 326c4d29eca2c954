package io.barograph.cli.peers;

import io.barograph.cli.measure.FigureTable;
import io.barograph.ml.peers.PeerScore;
import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/**
 * The file of scores, a row for each entity and span: {@code
 * timestamp,unit,peer_distance_score,cluster,reason,metric,statistic,deviation}, of which those
 * that are not known are empty. Zipped if its name ends on {@code .gz}.
 */
public final class PeerTableFile implements Closeable {
  private static final String HEADER =
      "timestamp,unit,peer_distance_score,cluster,reason,metric,statistic,deviation\n";

  private final Writer out;

  /** Begins the file. */
  public PeerTableFile(Path file) throws IOException {
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
   * Takes up a score.
   *
   * @param timeMillis the end of its span
   */
  void add(long timeMillis, String unit, PeerScore said) throws IOException {
    out.write(timeMillis + "," + FigureTable.csv(unit) + ",");
    if (said.isKnown()) {
      out.write(said.score() + "," + said.cluster() + "," + said.reason().wireName() + ",");
      out.write(FigureTable.csv(said.feature().metric()) + ",");
      out.write(said.feature().statistic().wireName() + "," + said.deviation() + "\n");
    } else {
      out.write(",," + said.reason().wireName() + ",,,\n");
    }
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
