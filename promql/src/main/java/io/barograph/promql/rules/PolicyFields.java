package io.barograph.promql.rules;

import io.barograph.promql.yaml.YamlField;
import io.barograph.promql.yaml.YamlReader;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.snakeyaml.engine.v2.nodes.Node;

/** What a mapping of {@code barograph.yml} says of a policy; the rest stays as it is. */
final class PolicyFields {
  private static final double BASIS_POINTS = 10_000;

  private final YamlReader yaml;
  private final Node node;
  private final Map<String, YamlField> fields;

  /** The fields of {@code node}. */
  PolicyFields(YamlReader yaml, Node node, Map<String, YamlField> fields) {
    this.yaml = yaml;
    this.node = node;
    this.fields = fields;
  }

  /** A span above 0. */
  Duration duration(String name, Duration otherwise) {
    Duration given = yaml.duration(fields.get(name)).orElse(otherwise);
    if (given.isZero()) {
      yaml.report(fields.get(name).value(), name, "must be over 0s, as 30s or 1h30m");
      return otherwise;
    }
    return given;
  }

  /** A span of at least 0, in milliseconds. */
  long millis(String name, long otherwise) {
    return yaml.duration(fields.get(name)).map(Duration::toMillis).orElse(otherwise);
  }

  double number(String name, double otherwise) {
    YamlField field = fields.get(name);
    String text = yaml.text(field);
    if (text.isEmpty()) {
      return otherwise;
    }
    try {
      return new BigDecimal(text).doubleValue();
    } catch (NumberFormatException noNumber) {
      yaml.report(field.value(), name, "must be a number, as 2.5, was \"%s\"".formatted(text));
      return otherwise;
    }
  }

  /** A number that must stand there. */
  double needed(String name, String what) {
    YamlField field = fields.get(name);
    if (yaml.text(field).isEmpty()) {
      yaml.report(EntryFields.place(node, field), name, "must be set: " + what);
    }
    return number(name, 1);
  }

  /** A share that is written in basis points. */
  double basisPoints(String name, double otherwise) {
    double given = number(name, otherwise * BASIS_POINTS);
    if (given < 0) {
      yaml.report(
          fields.get(name).value(),
          name,
          "must be >= 0 basis points, was " + yaml.text(fields.get(name)));
      return otherwise;
    }
    return given / BASIS_POINTS;
  }

  /**
   * A whole number.
   *
   * @param most it may be no more
   */
  int count(String name, int otherwise, int most) {
    YamlField field = fields.get(name);
    String text = yaml.text(field);
    if (text.isEmpty()) {
      return otherwise;
    }
    if (text.matches("[0-9]{1,9}") && Integer.parseInt(text) <= most) {
      return Integer.parseInt(text);
    }
    yaml.report(
        field.value(),
        name,
        "must be a whole number%s, was \"%s\""
            .formatted(most == Integer.MAX_VALUE ? "" : " of at most " + most, text));
    return otherwise;
  }

  /**
   * What a policy makes of a mapping inside; empty if there is none, or it is told that it is
   * wrong.
   *
   * @param known the fields that it may have
   */
  <P> Optional<P> mapping(String name, List<String> known, Function<PolicyFields, P> policy) {
    YamlField field = fields.get(name);
    if (field == null || YamlReader.isNull(field.value())) {
      return Optional.empty();
    }
    PolicyFields inside =
        new PolicyFields(yaml, field.value(), yaml.fields(field.value(), name, known));
    try {
      return Optional.of(policy.apply(inside));
    } catch (IllegalArgumentException invalid) {
      inside.refuse(invalid);
      return Optional.empty();
    }
  }

  /** Tells what a policy says of its values, whose messages begin with the name of one. */
  void refuse(IllegalArgumentException invalid) {
    String name = invalid.getMessage().replaceFirst("^experience\\.", "").split(" ", 2)[0];
    YamlField field = fields.get(name);
    yaml.report(EntryFields.place(node, field), field == null ? "" : name, invalid.getMessage());
  }
}
