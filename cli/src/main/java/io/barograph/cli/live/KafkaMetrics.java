package io.barograph.cli.live;

import io.barograph.cli.stack.StackException;
import io.barograph.cli.stack.StackPorts;
import io.barograph.cli.stack.TopicCatalogue;
import io.barograph.cli.stack.TopicDefinition;
import io.barograph.cli.stack.Topics;
import io.barograph.core.sample.Sample;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/** How far Kafka's topics reach and how far behind their consumer groups are. */
public final class KafkaMetrics implements Probe, AutoCloseable {
  private final String instance;
  private final Topics topics;
  private final List<String> names;

  /** The metrics of the stack's broker. */
  public KafkaMetrics(StackPorts ports, TopicCatalogue catalogue) {
    this.instance = ports.kafkaAddress();
    this.topics = new Topics(instance);
    this.names = catalogue.all().stream().map(TopicDefinition::name).toList();
  }

  @Override
  public String job() {
    return "kafka";
  }

  @Override
  public List<Sample> read(long nowMillis) {
    SampleBatch batch = new SampleBatch(job(), instance, nowMillis);
    try {
      SortedMap<String, Long> ends = topics.endOffsets(names);
      ends.forEach((topic, end) -> batch.add("kafka_topic_records_total", end, "topic", topic));
      for (Map.Entry<String, SortedMap<String, Long>> group :
          topics.committedOffsets().entrySet()) {
        group
            .getValue()
            .forEach(
                (topic, committed) ->
                    batch.add(
                        "kafka_consumergroup_lag_sum",
                        (double) Math.max(0, ends.getOrDefault(topic, committed) - committed),
                        "consumergroup",
                        group.getKey(),
                        "topic",
                        topic));
      }
      return batch.samples();
    } catch (StackException e) {
      return List.of();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return List.of();
    }
  }

  @Override
  public void close() {
    topics.close();
  }
}
