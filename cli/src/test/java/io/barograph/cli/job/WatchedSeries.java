package io.barograph.cli.job;

import io.barograph.cli.live.KafkaMetrics;
import io.barograph.cli.live.LiveFeed;
import io.barograph.cli.live.Probe;
import io.barograph.cli.stack.Installation;
import io.barograph.cli.stack.Stack;
import io.barograph.cli.stack.TopicCatalogue;
import io.barograph.core.sample.Sample;
import io.barograph.promql.eval.Compilation;
import io.barograph.promql.eval.SeriesCompiler;
import io.barograph.promql.eval.SeriesSelector;
import io.barograph.promql.rules.Rule;
import io.barograph.promql.rules.RuleFile;
import io.barograph.promql.rules.RuleFileException;
import io.barograph.promql.rules.RuleGroup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The series that the live feed has of a stack, and those that shipped rules read. */
final class WatchedSeries implements AutoCloseable {
  private final KafkaMetrics kafka;
  private final List<Probe> probes;

  WatchedSeries(Stack stack, String topicPrefix) {
    this.kafka = new KafkaMetrics(stack.ports(), new TopicCatalogue(topicPrefix));
    this.probes = LiveFeed.probes(stack, kafka);
  }

  /** The leaves of all rules of a shipped rule file. */
  static List<SeriesSelector> leaves(Installation installation, String file)
      throws IOException, RuleFileException {
    Path path = installation.rules().resolve(file);
    List<SeriesSelector> leaves = new ArrayList<>();
    for (RuleGroup group : RuleFile.parse(file, Files.readString(path)).groups()) {
      for (Rule rule : group.rules()) {
        Compilation.Plan plan = (Compilation.Plan) SeriesCompiler.compile(rule.expr());
        leaves.addAll(plan.expression().selectors());
      }
    }
    return leaves;
  }

  /** The newest sample of each series. */
  List<Sample> read() {
    long now = System.currentTimeMillis();
    return probes.stream().flatMap(probe -> probe.read(now).stream()).toList();
  }

  @Override
  public void close() {
    kafka.close();
  }
}
