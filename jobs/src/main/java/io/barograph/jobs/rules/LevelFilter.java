package io.barograph.jobs.rules;

import java.util.Set;
import java.util.stream.Collectors;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFilterFunction;

/** Lets through what is for one level of the group stage. */
final class LevelFilter extends RichFilterFunction<LeafElement> {
  private static final long serialVersionUID = 1;

  private final RuleSet.Source source;
  private final int level;
  private transient Set<String> pieces;

  LevelFilter(RuleSet.Source source, int level) {
    this.source = source;
    this.level = level;
  }

  @Override
  public void open(OpenContext context) {
    pieces =
        source.compile().pieces().stream()
            .filter(piece -> piece.level() == level)
            .map(RulePiece::name)
            .collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public boolean filter(LeafElement element) {
    return pieces.contains(RulePiece.name(element.partitionKey()));
  }
}
