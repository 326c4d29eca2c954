package io.barograph.formats.decode;

import io.barograph.core.labels.Labels;
import io.barograph.formats.otlp.PrometheusNames;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * The label sets of metrics that have tags: tags under their escaped names, of two that fall on one
 * name the later. The same tags and names give the same instance as long as it is remembered. Not
 * thread-safe.
 */
final class TaggedSeries {
  private final LabelsCache<Labels> cache;
  private final StringBuilder key = new StringBuilder();

  TaggedSeries(int maxSeries) {
    cache = LabelsCache.ofSeries(maxSeries);
  }

  /**
   * The series of a metric.
   *
   * @param name the metric's name, not escaped yet
   * @param label one more label, or the empty text
   */
  Labels of(String name, Map<String, String> tags, String label, String labelValue) {
    key.setLength(0);
    append(name);
    append(label);
    append(labelValue);
    tags.forEach(
        (tag, value) -> {
          append(tag);
          append(value);
        });
    byte[] bytes = key.toString().getBytes(StandardCharsets.UTF_8);
    Labels labels = cache.find(0, bytes, 0, bytes.length);
    if (labels == null) {
      labels = build(name, tags, label, labelValue);
      cache.put(0, bytes, 0, bytes.length, labels);
    }
    return labels;
  }

  private static Labels build(
      String name, Map<String, String> tags, String label, String labelValue) {
    Labels.Builder labels = Labels.builder();
    tags.forEach(
        (tag, value) -> {
          String escaped = PrometheusNames.escapedLabel(tag);
          if (!escaped.isEmpty()) {
            labels.set(escaped, value);
          }
        });
    if (!label.isEmpty()) {
      labels.set(label, labelValue);
    }
    return labels.set(Labels.METRIC_NAME, PrometheusNames.escapedMetric(name)).build();
  }

  /** Appends a text with its length, so that no two lists of texts give one key. */
  private void append(String text) {
    key.append(text.length()).append(':').append(text);
  }
}
