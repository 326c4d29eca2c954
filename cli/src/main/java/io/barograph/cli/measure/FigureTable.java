package io.barograph.cli.measure;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/**
 * The file that a measure command writes: JSON if it ends on {@code .json} or {@code .jsonl}, else
 * CSV, either of them zipped if {@code .gz} follows; {@code -} is standard output, as CSV.
 */
public final class FigureTable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String file;
  private final PrintWriter standardOutput;

  /** Writes to {@code file}, or to {@code standardOutput} if it is {@code -}. */
  public FigureTable(String file, PrintWriter standardOutput) {
    this.file = file;
    this.standardOutput = standardOutput;
  }

  /** True if JSON is wanted. */
  public boolean isJson() {
    String name = file.endsWith(".gz") ? file.substring(0, file.length() - 3) : file;
    return name.endsWith(".json") || name.endsWith(".jsonl");
  }

  /** Writes {@code lines}, each ended by a line feed. */
  public void write(List<String> lines) throws IOException {
    if (file.equals("-")) {
      lines.forEach(line -> standardOutput.print(line + "\n"));
      standardOutput.flush();
      return;
    }
    try (OutputStream plain = Files.newOutputStream(Path.of(file));
        OutputStream out = file.endsWith(".gz") ? new GZIPOutputStream(plain) : plain) {
      for (String line : lines) {
        out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
      }
    }
  }

  /** An object over several lines. */
  public static String pretty(ObjectNode object) {
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(object);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  /** Puts a figure: null if it is undefined, without a fraction if it is whole. */
  public static void put(ObjectNode object, String name, double value) {
    String text = FigureText.of(value);
    if (text.isEmpty()) {
      object.putNull(name);
    } else if (text.indexOf('.') < 0 && text.indexOf('E') < 0) {
      object.put(name, Long.parseLong(text));
    } else {
      object.put(name, value);
    }
  }

  /** A text as a field of CSV. */
  public static String csv(String text) {
    return text.contains(",") || text.contains("\"") || text.contains("\n")
        ? '"' + text.replace("\"", "\"\"") + '"'
        : text;
  }
}
