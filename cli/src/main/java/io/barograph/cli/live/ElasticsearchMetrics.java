package io.barograph.cli.live;

import com.fasterxml.jackson.databind.JsonNode;
import io.barograph.cli.stack.Http;
import io.barograph.cli.stack.StackPorts;
import io.barograph.core.sample.Sample;
import java.util.List;

/** A handful of Elasticsearch's node statistics, under the names of elasticsearch_exporter. */
public final class ElasticsearchMetrics implements Probe {
  private static final String PATH = "/_nodes/_local/stats/jvm,process,indices,fs";

  private final StackPorts ports;
  private final Http http;

  /** The metrics of the stack's node. */
  public ElasticsearchMetrics(StackPorts ports, Http http) {
    this.ports = ports;
    this.http = http;
  }

  @Override
  public String job() {
    return "elasticsearch";
  }

  @Override
  public List<Sample> read(long nowMillis) {
    return http.get(ports.elasticsearchUrl() + PATH)
        .map(stats -> samples(stats, nowMillis))
        .orElse(List.of());
  }

  private List<Sample> samples(JsonNode stats, long nowMillis) {
    SampleBatch batch = new SampleBatch(job(), "127.0.0.1:" + ports.elasticsearch(), nowMillis);
    for (JsonNode node : stats.path("nodes")) {
      JsonNode memory = node.path("jvm").path("mem");
      JsonNode indices = node.path("indices");
      JsonNode disk = node.path("fs").path("total");
      batch
          .add("elasticsearch_jvm_memory_used_bytes", number(memory, "heap_used_in_bytes"))
          .add("elasticsearch_jvm_memory_max_bytes", number(memory, "heap_max_in_bytes"))
          .add("elasticsearch_jvm_heap_usage_ratio", number(memory, "heap_used_percent") / 100)
          .add("elasticsearch_process_cpu_percent", number(node.at("/process/cpu"), "percent"))
          .add("elasticsearch_indices_docs", number(indices.path("docs"), "count"))
          .add(
              "elasticsearch_indices_indexing_index_total",
              number(indices.path("indexing"), "index_total"))
          .add(
              "elasticsearch_indices_search_query_total",
              number(indices.path("search"), "query_total"))
          .add("elasticsearch_filesystem_data_available_bytes", number(disk, "available_in_bytes"))
          .add("elasticsearch_filesystem_data_size_bytes", number(disk, "total_in_bytes"));
    }
    return batch.samples();
  }

  private static double number(JsonNode node, String field) {
    return node.path(field).asDouble(Double.NaN);
  }
}
