package io.barograph.jobs.patterns;

import io.barograph.cep.chain.ChainMatchSerializer;
import io.barograph.cep.chain.ChainMetric;
import io.barograph.core.pattern.ChainBook;
import io.barograph.core.pattern.ChainMatch;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.util.Collector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets chains pass whose pattern still says the same when they are complete. That can be otherwise
 * for those that were open, waiting for something that must not come, as their pattern was deleted
 * or changed: they are over for that reason, which is logged and counted.
 */
final class ChainHoldFunction extends AtItsTimeFunction<ChainMatch, ChainMatch> {
  private static final Logger LOG = LoggerFactory.getLogger(ChainHoldFunction.class);

  private transient Counter withdrawn;

  ChainHoldFunction(PackPatterns start) {
    super("chains-waiting", ChainMatchSerializer.INSTANCE, start);
  }

  @Override
  public void open(OpenContext context) {
    super.open(context);
    withdrawn =
        getRuntimeContext().getMetricGroup().counter(ChainMetric.CHAINS_WITHDRAWN.metricName());
  }

  @Override
  long timeOf(ChainMatch match) {
    return match.time();
  }

  @Override
  void look(ChainMatch match, ChainBook patterns, Collector<ChainMatch> out) {
    if (patterns.holds(match.key())) {
      out.collect(match);
    } else {
      withdrawn.inc();
      LOG.info(
          "an open chain of {} is over: its pattern was deleted, or says something else",
          match.key().text());
    }
  }

  /** How many chains were over in this run since their pattern was. */
  long withdrawn() {
    return withdrawn.getCount();
  }
}
