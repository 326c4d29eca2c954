package io.barograph.jobs.replay;

import io.barograph.core.incident.Incident;
import io.barograph.core.incident.IncidentLedger;
import java.io.BufferedWriter;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/**
 * Incidents as two tables, written once all have come: {@code incidents.csv} and {@code
 * members.csv}. For one subtask. Memory: the newest version of each incident, and the ids of all
 * its members.
 */
final class IncidentTables implements Sink<Incident> {
  private final String folder;
  private final long groupWait;

  /**
   * Tables in {@code folder}.
   *
   * @param groupWait how long an incident lasts before somebody is told, in milliseconds
   */
  IncidentTables(Path folder, long groupWait) {
    this.folder = folder.toString();
    this.groupWait = groupWait;
  }

  @Override
  public SinkWriter<Incident> createWriter(WriterInitContext context) {
    IncidentLedger ledger = new IncidentLedger(groupWait);
    return new SinkWriter<>() {
      @Override
      public void write(Incident incident, Context context) {
        ledger.take(incident);
      }

      @Override
      public void flush(boolean endOfInput) throws IOException {
        if (endOfInput) {
          writeTables(ledger.told());
        }
      }

      @Override
      public void close() {}
    };
  }

  private void writeTables(List<IncidentLedger.Entry> told) throws IOException {
    try (BufferedWriter incidents = Files.newBufferedWriter(Path.of(folder, "incidents.csv"));
        BufferedWriter members = Files.newBufferedWriter(Path.of(folder, "members.csv"))) {
      incidents.write("incident_id,opened,kind,root,notifications\n");
      members.write("alert_id,incident_id,joined_reason\n");
      for (IncidentLedger.Entry entry : told) {
        Incident incident = entry.incident();
        incidents.write(
            "%s,%s,%s,%s,%d%n"
                .formatted(
                    quoted(incident.id()),
                    BigDecimal.valueOf(incident.openedAt(), 3).toPlainString(),
                    incident.kind().wireName(),
                    quoted(incident.root()),
                    entry.notifications()));
        for (Map.Entry<String, String> member : entry.members().entrySet()) {
          members.write(
              "%s,%s,%s%n"
                  .formatted(quoted(member.getKey()), quoted(incident.id()), member.getValue()));
        }
      }
    }
  }

  private static String quoted(String text) {
    boolean isPlain = text.chars().noneMatch(one -> one == ',' || one == '"' || one < ' ');
    return isPlain ? text : '"' + text.replace("\"", "\"\"") + '"';
  }
}
