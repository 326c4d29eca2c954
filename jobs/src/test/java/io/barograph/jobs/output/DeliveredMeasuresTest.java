package io.barograph.jobs.output;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.core.labels.Labels;
import io.barograph.jobs.ingest.IngestedSample;
import io.barograph.jobs.ingest.IngestedSerializer;
import io.barograph.jobs.options.BarographOptions;
import io.barograph.jobs.options.JobOptions;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Where derived samples go, by the options. */
class DeliveredMeasuresTest {
  private final Configuration configuration = new Configuration();

  @BeforeEach
  void setUp() {
    configuration.set(BarographOptions.RULE_PATHS, List.of("rules"));
    configuration.set(BarographOptions.ELASTICSEARCH_HOSTS, List.of("http://127.0.0.1:9200"));
  }

  @Test
  void theyGoToElasticsearchUnlessTheOptionsSayOtherwise() {
    assertThat(uids())
        .containsExactlyInAnyOrder("measures-documents-all", "measures-to-elasticsearch-all");

    configuration.set(BarographOptions.MEASURES_INDEX_INTERVAL, Duration.ZERO);
    assertThat(uids()).isEmpty();
  }

  @Test
  void withoutElasticsearchTheyAreNotIndexed() {
    configuration.removeConfig(BarographOptions.ELASTICSEARCH_HOSTS);

    assertThat(uids()).isEmpty();
  }

  @Test
  void theyGoToTheirTopicIfTheOptionsSaySo() {
    configuration.set(BarographOptions.MEASURES_INDEX_INTERVAL, Duration.ZERO);
    configuration.set(BarographOptions.MEASURES_WRITE, true);

    assertThat(uids())
        .containsExactlyInAnyOrder(
            "samples-to-kafka-derived", "Sink Committer: samples-to-kafka-derived");
  }

  /** The uids of what stands behind the samples. */
  private Set<String> uids() {
    JobOptions options = JobOptions.of(configuration);
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(options.flinkConfiguration());
    DataStream<IngestedSample> samples =
        env.fromData(
                List.of(IngestedSample.onTime(Labels.of("__name__", "up"), 0, 1)),
                IngestedSerializer.<IngestedSample>ofKind())
            .uid("source");
    samples.sinkTo(new DiscardingSink<>()).uid("other");
    new DeliveryPipeline(options).deliverMeasures(samples);
    return env.getStreamGraph().getStreamNodes().stream()
        .map(StreamNode::getTransformationUID)
        .filter(uid -> !uid.equals("source") && !uid.equals("other"))
        .collect(Collectors.toSet());
  }
}
