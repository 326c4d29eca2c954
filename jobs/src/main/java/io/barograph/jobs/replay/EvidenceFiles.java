package io.barograph.jobs.replay;

import io.barograph.core.incident.PlacedEvidence;
import io.barograph.formats.decode.MalformedRecordException;
import io.barograph.formats.incident.EvidenceReader;
import io.barograph.jobs.backtest.Progress;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.apache.flink.api.common.accumulators.ListAccumulator;
import org.apache.flink.api.common.accumulators.LongCounter;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFlatMapFunction;
import org.apache.flink.util.Collector;

/**
 * Reads files of evidence by their numbers, line by line. What cannot be read is counted; the first
 * reasons are kept.
 */
final class EvidenceFiles extends RichFlatMapFunction<Long, PlacedEvidence> {
  static final String LINES = "lines";
  static final String REFUSED = "refused";
  static final String REASONS = "reasons";

  private static final int MOST_REASONS = 10;
  private static final int PROGRESS_EVERY_LINES = 10_000;

  private final List<String> files;
  private final LongCounter lines = new LongCounter();
  private final LongCounter refused = new LongCounter();
  private final ListAccumulator<String> reasons = new ListAccumulator<>();

  EvidenceFiles(List<Path> files) {
    this.files = files.stream().map(Path::toString).toList();
  }

  @Override
  public void open(OpenContext context) {
    getRuntimeContext().addAccumulator(LINES, lines);
    getRuntimeContext().addAccumulator(REFUSED, refused);
    getRuntimeContext().addAccumulator(REASONS, reasons);
  }

  @Override
  public void flatMap(Long number, Collector<PlacedEvidence> out) throws IOException {
    Path file = Path.of(files.get(number.intValue()));
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(open(file), StandardCharsets.UTF_8))) {
      long line = 0;
      for (String text = reader.readLine(); text != null; text = reader.readLine()) {
        line++;
        if (!text.isBlank()) {
          lines.add(1L);
          tellProgress();
          take(text, file, line, out);
        }
      }
    }
  }

  private void tellProgress() {
    long read = lines.getLocalValue();
    if (read % PROGRESS_EVERY_LINES == 0) {
      Progress.read(read);
    }
  }

  private void take(String text, Path file, long line, Collector<PlacedEvidence> out) {
    try {
      out.collect(EvidenceReader.read(text.getBytes(StandardCharsets.UTF_8)));
    } catch (MalformedRecordException malformed) {
      refused.add(1L);
      if (reasons.getLocalValue().size() < MOST_REASONS) {
        reasons.add("%s line %d: %s".formatted(file, line, malformed.getMessage()));
      }
    }
  }

  private static InputStream open(Path file) throws IOException {
    InputStream in = Files.newInputStream(file);
    return file.toString().endsWith(".gz") ? new GZIPInputStream(in) : in;
  }
}
