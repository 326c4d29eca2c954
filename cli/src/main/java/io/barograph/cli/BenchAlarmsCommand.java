package io.barograph.cli;

import io.barograph.cli.measure.FigureTable;
import io.barograph.cli.rootcause.AlarmBench;
import io.barograph.core.alarm.AlarmPolicy;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Groups the alarms of devices. */
@Command(
    name = "alarms",
    mixinStandardHelpOptions = true,
    description = {
      "Puts the alarms of devices into groups, and finds which types of alarm follow which: by place,"
          + " by time and by what came before, in one pass.",
      "DIR holds alarms.csv (start_s,end_s,alarm_type,device, by start) and, if the network is known,"
          + " topology_edges.csv (device_a,device_b).",
      "Writes groups.csv (alarm_row,group_id) and edges.csv (cause_type,effect_type) into the folder"
          + " of --out, and prints the reduction. Reduction alone says nothing: one group for all"
          + " reduces best; docs/benchmarks.md has it beside the purity."
    },
    footer = {
      "",
      "Example:",
      "  barograph bench alarms ../shared/data/alarms/input/24V_439N_Microwave --out found",
    })
final class BenchAlarmsCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "DIR", description = "the folder of a stream")
  private Path folder;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "a folder for both files; made if it is not there")
  private Path out;

  @Option(
      names = "--gap",
      paramLabel = "DURATION",
      defaultValue = "30m",
      converter = DurationConverter.class,
      description = "a group silent for longer takes no more alarms, default ${DEFAULT-VALUE}")
  private Duration gap;

  @Option(
      names = "--life",
      paramLabel = "DURATION",
      defaultValue = "4h",
      converter = DurationConverter.class,
      description = "a group takes alarms for no longer, default ${DEFAULT-VALUE}")
  private Duration life;

  @Option(
      names = "--hops",
      paramLabel = "N",
      defaultValue = "1",
      description = "links between a group's first device and the others, default ${DEFAULT-VALUE}")
  private int hops;

  @Override
  public Integer call() throws IOException {
    if (!Files.isReadable(folder.resolve("alarms.csv"))) {
      throw new ParameterException(
          spec.commandLine(), "DIR must be a folder with an alarms.csv, was " + folder);
    }
    AlarmBench.Result found = AlarmBench.run(folder, policy());
    Files.createDirectories(out);
    PrintWriter text = spec.commandLine().getOut();
    List<String> groups = new ArrayList<>(List.of("alarm_row,group_id"));
    for (int row = 0; row < found.groups().size(); row++) {
      groups.add(row + "," + found.groups().get(row));
    }
    new FigureTable(out.resolve("groups.csv").toString(), text).write(groups);
    List<String> edges = new ArrayList<>(List.of("cause_type,effect_type"));
    for (List<String> pair : found.relations()) {
      edges.add(FigureTable.csv(pair.get(0)) + "," + FigureTable.csv(pair.get(1)));
    }
    new FigureTable(out.resolve("edges.csv").toString(), text).write(edges);
    text.printf(
        Locale.ROOT,
        "%,d alarms in %,d groups: %.1f %% fewer; %d pairs of types follow each other%n",
        found.groups().size(),
        found.size(),
        100 * found.reduction(),
        found.relations().size());
    text.flush();
    return 0;
  }

  private AlarmPolicy policy() {
    try {
      return new AlarmPolicy(
          gap, life, hops, AlarmPolicy.DEFAULT.lag(), AlarmPolicy.DEFAULT.significance());
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "--" + e.getMessage(), e);
    }
  }
}
