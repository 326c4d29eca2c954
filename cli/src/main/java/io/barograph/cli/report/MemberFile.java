package io.barograph.cli.report;

import io.barograph.cli.backtest.UnusableInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which incident each alert belongs to: CSV with the columns alert_id and incident_id. */
public final class MemberFile {
  private MemberFile() {}

  /**
   * Reads {@code file}; columns beside the two are left alone.
   *
   * @throws UnusableInputException naming the line and what is expected
   */
  public static Map<String, String> read(Path file) throws IOException {
    if (!Files.isReadable(file)) {
      throw new UnusableInputException(
          "--members: %s does not exist or cannot be read; name a file of alert_id,incident_id"
              .formatted(file));
    }
    List<String> lines = Files.readAllLines(file);
    List<String> head = lines.isEmpty() ? List.of() : List.of(lines.get(0).split(",", -1));
    int alert = head.indexOf("alert_id");
    int incident = head.indexOf("incident_id");
    if (alert < 0 || incident < 0) {
      throw new UnusableInputException(
          "--members: %s:1: must name the columns alert_id and incident_id".formatted(file));
    }
    Map<String, String> members = new HashMap<>();
    for (int i = 1; i < lines.size(); i++) {
      String[] fields = lines.get(i).split(",", -1);
      if (fields.length > Math.max(alert, incident)) {
        members.put(fields[alert], fields[incident]);
      } else if (!lines.get(i).isBlank()) {
        throw new UnusableInputException(
            "--members: %s:%d: must have %d fields, had %d"
                .formatted(file, i + 1, head.size(), fields.length));
      }
    }
    return members;
  }
}
