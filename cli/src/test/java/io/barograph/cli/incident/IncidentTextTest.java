package io.barograph.cli.incident;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.barograph.cli.alert.AlertLine;
import java.io.IOException;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Incidents as people read them. */
class IncidentTextTest {
  private final IncidentText text = new IncidentText(new AlertLine(ZoneOffset.UTC, false));

  @Test
  void anAlertThatFiredOftenStandsOnceAndTheRestIsCounted() throws IOException {
    List<String> lines = page(12);

    assertThat(lines).filteredOn(line -> line.contains("fired 7 times")).hasSize(1);
    assertThat(lines)
        .filteredOn(line -> line.contains("Slow"))
        .singleElement()
        .asString()
        .doesNotContain("fired");
    assertThat(lines).contains("  and 4 more, in the topic of decisions");
    assertThat(page(8)).noneMatch(line -> line.contains("more, in the topic"));
  }

  private List<String> page(int memberCount) throws IOException {
    return text.page(
        new ObjectMapper()
            .readTree(
                """
                {"id":"i","version":1,"status":"open","kind":"cascade","root":"db",
                 "priority":"P1","impact":0.5,"openedAt":"2026-01-01T00:00:00Z",
                 "updatedAt":"2026-01-01T00:00:00Z","services":["db","web"],
                 "memberCount":%d,"members":[
                 {"alert":"a","alertname":"Errors","service":"db","host":"","priority":"P1",
                  "at":"2026-01-01T00:00:00Z","count":7,"score":0.9,
                  "reason":{"code":"root","by":"db","sentence":"is where it began"}},
                 {"alert":"b","alertname":"Slow","service":"web","host":"","priority":"P2",
                  "at":"2026-01-01T00:00:01Z","count":1,"score":0.8,
                  "reason":{"code":"calls","by":"db","sentence":"calls db"}}]}
                """
                    .formatted(memberCount)));
  }
}
