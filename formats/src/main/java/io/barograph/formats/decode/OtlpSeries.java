package io.barograph.formats.decode;

import io.barograph.core.labels.Labels;
import io.barograph.formats.otlp.AttributeReader;
import io.barograph.formats.otlp.AttributeReader.AttributeException;
import io.barograph.formats.otlp.PrometheusNames;
import io.barograph.formats.text.DoubleText;
import io.barograph.formats.wire.WireException;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The label sets of OTLP points, as Prometheus makes them: attributes under their escaped names,
 * with those that fall on one name joined by semicolons in the order of their keys, then {@code
 * job} and {@code instance} of the resource, then the name. Not thread-safe.
 */
final class OtlpSeries {
  private static final String JOB = "job";
  private static final String INSTANCE = "instance";
  private static final String SERVICE_NAME = "service.name";
  private static final String SERVICE_NAMESPACE = "service.namespace";
  private static final String SERVICE_INSTANCE = "service.instance.id";

  private final AttributeReader reader = new AttributeReader();

  /**
   * A resource that was seen.
   *
   * @param id tells it from others in a {@link LabelsCache}
   * @param job {@code service.namespace/service.name}, or the empty text
   * @param instance {@code service.instance.id}, or the empty text
   * @param targetInfo the series that holds its other attributes, or null if it has none, too many,
   *     or neither job nor instance
   */
  record Resource(long id, String job, String instance, Labels targetInfo) {}

  /**
   * A metric of a resource that was seen.
   *
   * @param id tells it from others in a {@link LabelsCache}
   * @param name its name in Prometheus
   */
  record Metric(long id, String name, Resource resource) {}

  /** The resource whose message the given fields hold. */
  Resource resource(long id, FieldRun fields) throws WireException, AttributeException {
    SortedMap<String, String> attributes =
        reader.resourceAttributes(fields.bytes(), fields.from(), fields.to());
    String name = attributes.getOrDefault(SERVICE_NAME, "");
    String namespace = attributes.getOrDefault(SERVICE_NAMESPACE, "");
    String job = name.isEmpty() || namespace.isEmpty() ? name : namespace + '/' + name;
    String instance = attributes.getOrDefault(SERVICE_INSTANCE, "");
    attributes.remove(SERVICE_NAME);
    attributes.remove(SERVICE_NAMESPACE);
    attributes.remove(SERVICE_INSTANCE);
    Resource resource = new Resource(id, job, instance, null);
    if (attributes.isEmpty() || (job.isEmpty() && instance.isEmpty())) {
      return resource;
    }
    Point point = new Point(new Metric(0, "target_info", resource), labels(resource, attributes));
    Labels targetInfo = point.labelCount() > SeriesBounds.MAX_LABELS ? null : point.number();
    return new Resource(id, job, instance, targetInfo);
  }

  /** The labels that all series of a point share, whose attributes are fields {@code field}. */
  Point read(Metric metric, FieldRun attributes, int field)
      throws WireException, AttributeException {
    return new Point(
        metric,
        labels(
            metric.resource(),
            reader.attributes(attributes.bytes(), attributes.from(), attributes.to(), field)));
  }

  /**
   * A point that was read.
   *
   * @param labels what its series share, without the name
   */
  record Point(Metric metric, SortedMap<String, String> labels) {
    /** The number of labels that its series share, the name among them. */
    int labelCount() {
      return labels.size() + 1;
    }

    /** The series of a gauge's or a sum's point. */
    Labels number() {
      return with("").build();
    }

    /** The series of a histogram's point: a bucket for each bound, that of infinity, count, sum. */
    Labels[] histogram(double[] bounds, int size) {
      Labels[] series = new Labels[size + 3];
      for (int i = 0; i <= size; i++) {
        double bound = i < size ? bounds[i] : Double.POSITIVE_INFINITY;
        series[i] = with("_bucket").set("le", DoubleText.format(bound)).build();
      }
      series[size + 1] = with("_count").build();
      series[size + 2] = with("_sum").build();
      return series;
    }

    /** The series of a summary's point: one for each quantile, count, sum. */
    Labels[] summary(double[] quantiles, int size) {
      Labels[] series = new Labels[size + 2];
      for (int i = 0; i < size; i++) {
        series[i] = with("").set("quantile", DoubleText.format(quantiles[i])).build();
      }
      series[size] = with("_count").build();
      series[size + 1] = with("_sum").build();
      return series;
    }

    private Labels.Builder with(String suffix) {
      Labels.Builder builder = Labels.builder();
      labels.forEach(builder::add);
      return builder.set(Labels.METRIC_NAME, metric.name() + suffix);
    }
  }

  /** Labels in ascending order of their names. */
  private static SortedMap<String, String> labels(
      Resource resource, SortedMap<String, String> attributes) {
    SortedMap<String, String> labels = new TreeMap<>();
    attributes.forEach(
        (key, value) -> {
          String label = PrometheusNames.label(key);
          if (!label.isEmpty()) {
            labels.merge(label, value, (first, second) -> first + ';' + second);
          }
        });
    if (!resource.job().isEmpty()) {
      labels.put(JOB, resource.job());
    }
    if (!resource.instance().isEmpty()) {
      labels.put(INSTANCE, resource.instance());
    }
    return labels;
  }
}
