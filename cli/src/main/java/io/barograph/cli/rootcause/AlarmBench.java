package io.barograph.cli.rootcause;

import io.barograph.cli.csv.CsvRows;
import io.barograph.core.alarm.Alarm;
import io.barograph.core.alarm.AlarmGroups;
import io.barograph.core.alarm.AlarmPolicy;
import io.barograph.core.alarm.Neighbours;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Groups the alarms of a file, and finds which types follow which. */
public final class AlarmBench {
  private AlarmBench() {}

  /**
   * What was found.
   *
   * @param groups by the row of the file, from 0, the group
   * @param size how many groups there are
   * @param relations pairs of a type and one that follows it
   */
  public record Result(List<Integer> groups, int size, List<List<String>> relations) {
    /** Which share of the alarms no one has to read. */
    public double reduction() {
      return 1 - (double) size / groups.size();
    }
  }

  /** Of a folder with {@code alarms.csv} and, if there is a network, {@code topology_edges.csv}. */
  public static Result run(Path folder, AlarmPolicy policy) throws IOException {
    List<List<String>> links = new ArrayList<>();
    Path topology = folder.resolve("topology_edges.csv");
    if (Files.exists(topology)) {
      CsvRows.read(topology, row -> links.add(List.of(row.text("device_a"), row.text("device_b"))));
    }
    List<Alarm> alarms = new ArrayList<>();
    CsvRows.read(
        folder.resolve("alarms.csv"),
        row ->
            alarms.add(
                new Alarm(row.millis("start_s"), row.text("alarm_type"), row.text("device"))));
    if (alarms.isEmpty()) {
      throw new IllegalArgumentException(folder.resolve("alarms.csv") + " has no alarm");
    }
    AlarmGroups grouping = new AlarmGroups(policy, new Neighbours(links, policy.hops()));
    List<Integer> groups = new ArrayList<>();
    for (int from = 0, to; from < alarms.size(); from = to) {
      to = from;
      while (to < alarms.size() && alarms.get(to).time() == alarms.get(from).time()) {
        to++;
      }
      for (int group : grouping.add(alarms.subList(from, to))) {
        groups.add(group);
      }
    }
    return new Result(groups, grouping.size(), grouping.relations());
  }
}
