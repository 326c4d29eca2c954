package io.barograph.cep.chain;

import io.barograph.core.pattern.Absence;
import io.barograph.core.pattern.ChainEvent;
import io.barograph.core.pattern.ChainMatch;
import io.barograph.core.pattern.ChainPattern;
import io.barograph.core.pattern.ChainStep;
import io.barograph.core.pattern.StateChange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.cep.functions.PatternProcessFunction;
import org.apache.flink.cep.functions.TimedOutPartialMatchHandler;
import org.apache.flink.cep.nfa.aftermatch.AfterMatchSkipStrategy;
import org.apache.flink.cep.pattern.Pattern;
import org.apache.flink.cep.pattern.conditions.IterativeCondition;
import org.apache.flink.metrics.Counter;
import org.apache.flink.util.Collector;

/**
 * The chain of one length: each stage behind the one before, unless the chain is over between.
 *
 * <p>Of chains that are complete with one event the earliest is told, and what began before its end
 * begins no other.
 */
final class GenericChain {
  /*
   * A chain ends by an event, ChainEvent.Kind.EXPIRED, at the time that its own pattern says. The
   * window of CEP is the same for all patterns and wider than any: a safety net, not logic.
   */
  private static final Duration NET =
      ChainPattern.MAX_WITHIN.plus(Absence.LONGEST).plus(Duration.ofMinutes(1));

  private final int length;

  GenericChain(int length) {
    this.length = length;
  }

  Pattern<ChainEvent, ?> pattern() {
    Pattern<ChainEvent, ChainEvent> pattern =
        Pattern.<ChainEvent>begin(stage(1), AfterMatchSkipStrategy.skipPastLastEvent())
            .where(new Begins(length));
    for (int next = 2; next <= length; next++) {
      pattern =
          pattern
              .notFollowedBy("over-at-" + (next - 1))
              .where(new IsOver(next - 1))
              .followedBy(stage(next))
              .where(new GoesOn(next));
    }
    return pattern.within(NET);
  }

  PatternProcessFunction<ChainEvent, ChainMatch> handler() {
    return new Complete(length);
  }

  private static String stage(int number) {
    return "stage-" + number;
  }

  private static final class Begins extends IterativeCondition<ChainEvent> {
    private final int length;

    Begins(int length) {
      this.length = length;
    }

    @Override
    public boolean filter(ChainEvent event, IterativeCondition.Context<ChainEvent> context) {
      return ChainStep.begins(event, length);
    }
  }

  private static final class GoesOn extends IterativeCondition<ChainEvent> {
    private final int stage;

    GoesOn(int stage) {
      this.stage = stage;
    }

    @Override
    public boolean filter(ChainEvent event, IterativeCondition.Context<ChainEvent> context)
        throws Exception {
      ChainEvent first = at(1, context);
      ChainEvent reached = stage == 2 ? first : at(stage - 1, context);
      return reached != null && ChainStep.goesOn(event, stage, first, reached);
    }
  }

  private static final class IsOver extends IterativeCondition<ChainEvent> {
    private final int stage;

    IsOver(int stage) {
      this.stage = stage;
    }

    @Override
    public boolean filter(ChainEvent event, IterativeCondition.Context<ChainEvent> context)
        throws Exception {
      ChainEvent first = at(1, context);
      ChainEvent reached = stage == 1 ? first : at(stage, context);
      return reached != null && ChainStep.isOver(event, stage, first, reached);
    }
  }

  /** What a chain has at a stage; null if it is not there, as CEP asks while it takes the stage. */
  private static ChainEvent at(int stage, IterativeCondition.Context<ChainEvent> context)
      throws Exception {
    Iterator<ChainEvent> events = context.getEventsForPattern(stage(stage)).iterator();
    return events.hasNext() ? events.next() : null;
  }

  /** Makes matches of what CEP found. */
  private static final class Complete extends PatternProcessFunction<ChainEvent, ChainMatch>
      implements TimedOutPartialMatchHandler<ChainEvent> {
    private final int length;
    private transient Counter complete;
    private transient Counter timedOut;

    Complete(int length) {
      this.length = length;
    }

    @Override
    public void open(OpenContext context) {
      complete = counter(ChainMetric.CHAINS_COMPLETE);
      timedOut = counter(ChainMetric.CHAINS_TIMED_OUT);
    }

    private Counter counter(ChainMetric metric) {
      return getRuntimeContext().getMetricGroup().counter(metric.metricName());
    }

    @Override
    public void processMatch(
        Map<String, List<ChainEvent>> match,
        PatternProcessFunction.Context context,
        Collector<ChainMatch> out) {
      ChainEvent first = match.get(stage(1)).get(0);
      List<StateChange> changes = new ArrayList<>();
      for (int number = 1; number <= first.key().stages(); number++) {
        changes.add(match.get(stage(number)).get(0).tagged().change());
      }
      complete.inc();
      out.collect(new ChainMatch(first.key(), changes, match.get(stage(length)).get(0).time()));
    }

    @Override
    public void processTimedOutMatch(
        Map<String, List<ChainEvent>> match, PatternProcessFunction.Context context) {
      timedOut.inc();
    }
  }
}
