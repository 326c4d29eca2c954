package io.barograph.jobs.patterns;

import io.barograph.core.alert.Alert;
import io.barograph.core.pattern.ChainMatch;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFilterFunction;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stands where chains would be found if all that finds them were there. Nothing passes. */
final class WithoutChains extends RichFilterFunction<Alert> {
  private static final Logger LOG = LoggerFactory.getLogger(WithoutChains.class);

  private final String why;
  private transient Counter unread;

  WithoutChains(String why) {
    this.why = why;
  }

  /** No chain. */
  @SuppressWarnings("unchecked") // of a stream of nothing any type is right
  static DataStream<ChainMatch> none(DataStream<Alert> alerts, String why) {
    DataStream<?> none =
        alerts
            .filter(new WithoutChains(why))
            .setParallelism(alerts.getParallelism())
            .uid("without-chains")
            .name("without chains");
    return (DataStream<ChainMatch>) none;
  }

  @Override
  public void open(OpenContext context) {
    LOG.warn(why);
    unread =
        getRuntimeContext()
            .getMetricGroup()
            .counter(WithoutChainsMetric.ALERTS_UNREAD.metricName());
  }

  @Override
  public boolean filter(Alert alert) {
    unread.inc();
    return false;
  }

  /** How many transitions came in this run. */
  long unread() {
    return unread.getCount();
  }
}
