package io.barograph.promql.rules;

import io.barograph.core.labels.LabelMatcher;
import io.barograph.promql.parse.Durations;
import io.barograph.promql.parse.Expr;
import io.barograph.promql.parse.Expr.AggregateExpr;
import io.barograph.promql.parse.Expr.BinaryExpr;
import io.barograph.promql.parse.Expr.Call;
import io.barograph.promql.parse.Expr.MatrixSelector;
import io.barograph.promql.parse.Expr.ParenExpr;
import io.barograph.promql.parse.Expr.RecordedExpr;
import io.barograph.promql.parse.Expr.RecordingSource;
import io.barograph.promql.parse.Expr.SubqueryExpr;
import io.barograph.promql.parse.Expr.UnaryExpr;
import io.barograph.promql.parse.Expr.VectorSelector;
import io.barograph.promql.parse.TimeModifiers;
import io.barograph.promql.rules.Rule.RecordingRule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The recording rules of a set of rule files, put in place of the metrics that they record.
 *
 * <p>A rule that reads a recorded metric so evaluates what the recording rule does, at the ticks of
 * the recording rule: at the same tick if both have it and the recording rule does not stand behind
 * it in the same group, at the latest before otherwise. A range of a recorded metric is a sub-query
 * whose steps are the times of what the recording rule writes. Series of that name that come from
 * outside are not read.
 */
public final class Recordings {
  /** How many recording rules may build upon each other. */
  public static final int MAX_DEPTH = 4;

  private final Map<String, List<Recording>> byMetric = new HashMap<>();
  private final Duration defaultInterval;
  private final AlertReaders alertReaders;

  /** A recording rule and where it stands. */
  private record Recording(Place place, RuleGroup group, RecordingRule rule) {}

  /** Where a rule stands: its group's name is unique in its file. */
  record Place(String file, String group, int index) {
    boolean isBehind(Place reader) {
      return file.equals(reader.file) && group.equals(reader.group) && index >= reader.index;
    }
  }

  /**
   * The recording rules in {@code files}.
   *
   * @param defaultInterval the interval of groups that name none
   */
  public Recordings(Collection<RuleFile> files, Duration defaultInterval) {
    this.defaultInterval = defaultInterval;
    for (RuleFile file : files) {
      for (RuleGroup group : file.groups()) {
        for (int i = 0; i < group.rules().size(); i++) {
          if (group.rules().get(i) instanceof RecordingRule rule) {
            byMetric
                .computeIfAbsent(rule.name(), name -> new ArrayList<>())
                .add(new Recording(new Place(file.name(), group.name(), i), group, rule));
          }
        }
      }
    }
    this.alertReaders = new AlertReaders(files, this::expand);
  }

  /**
   * Why a rule would wait for its own alerts, by way of what recording rules record and of other
   * rules' alerts; empty if it does not.
   *
   * @param group one of {@code file}
   * @param index the rule's place in {@code group}
   */
  List<String> waitsForItself(RuleFile file, RuleGroup group, int index) {
    return alertReaders.waitsForItself(new Place(file.name(), group.name(), index));
  }

  /**
   * The expression of a rule with recording rules in place of what they record.
   *
   * @param group one of {@code file}
   * @param index the rule's place in {@code group}
   * @throws IllegalArgumentException if a recorded metric cannot be read so; the message says why
   */
  public Expr expand(RuleFile file, RuleGroup group, int index) {
    Place reader = new Place(file.name(), group.name(), index);
    return expand(group.rules().get(index).expr(), reader, 0);
  }

  /** The same of another expression, read from where a rule stands. */
  Expr expand(Expr expr, Place reader) {
    return expand(expr, reader, 0);
  }

  private Expr expand(Expr expr, Place reader, int depth) {
    if (expr instanceof VectorSelector selector) {
      return isRecorded(selector) ? recorded(selector, false, reader, depth) : selector;
    } else if (expr instanceof MatrixSelector matrix) {
      return isRecorded(matrix.selector()) ? steps(matrix, reader, depth) : matrix;
    } else if (expr instanceof SubqueryExpr subquery) {
      return new SubqueryExpr(
          expand(subquery.expr(), reader, depth),
          subquery.width(),
          subquery.widthExpr(),
          subquery.step(),
          subquery.stepExpr(),
          subquery.time(),
          subquery.range());
    } else if (expr instanceof UnaryExpr unary) {
      return new UnaryExpr(unary.negative(), expand(unary.expr(), reader, depth), unary.range());
    } else if (expr instanceof ParenExpr paren) {
      return new ParenExpr(expand(paren.expr(), reader, depth), paren.range());
    } else if (expr instanceof BinaryExpr binary) {
      return new BinaryExpr(
          binary.operator(),
          expand(binary.left(), reader, depth),
          expand(binary.right(), reader, depth),
          binary.matching(),
          binary.returnsBool());
    } else if (expr instanceof AggregateExpr aggregate) {
      return new AggregateExpr(
          aggregate.aggregation(),
          expand(aggregate.expr(), reader, depth),
          aggregate.parameter().map(parameter -> expand(parameter, reader, depth)),
          aggregate.grouping(),
          aggregate.without(),
          aggregate.range());
    } else if (expr instanceof Call call) {
      List<Expr> arguments =
          call.arguments().stream().map(argument -> expand(argument, reader, depth)).toList();
      return new Call(call.function(), arguments, call.range());
    }
    return expr;
  }

  private boolean isRecorded(VectorSelector selector) {
    return byMetric.containsKey(selector.name());
  }

  private RecordedExpr recorded(
      VectorSelector selector, boolean isOfRange, Place reader, int depth) {
    if (depth == MAX_DEPTH) {
      throw new IllegalArgumentException(
          "recording rules may build upon each other %d times at most: \"%s\" is one too many, or reads itself"
              .formatted(MAX_DEPTH, selector.name()));
    }
    List<RecordingSource> sources = new ArrayList<>();
    for (Recording recording : readable(selector)) {
      sources.add(
          new RecordingSource(
              expand(recording.rule().expr(), recording.place(), depth + 1),
              recording.rule().labels(),
              interval(recording.group()),
              queryOffset(recording.group()),
              recording.group().limit(),
              recording.place().isBehind(reader)));
    }
    return new RecordedExpr(selector, sources, isOfRange);
  }

  /**
   * The recording rules of what is selected, but those that set a label to what no matcher takes.
   * If none is left, all: what is selected is nothing then.
   */
  private List<Recording> readable(VectorSelector selector) {
    List<Recording> all = byMetric.get(selector.name());
    List<Recording> some =
        all.stream()
            .filter(
                recording ->
                    selector.matchers().stream()
                        .allMatch(matcher -> takes(matcher, recording.rule().labels())))
            .toList();
    return some.isEmpty() ? all : some;
  }

  private static boolean takes(LabelMatcher matcher, Map<String, String> set) {
    String value = set.get(matcher.name());
    return value == null || matcher.matches(value);
  }

  /** The samples of recording rules of one metric must lie at the steps of one range. */
  private static void checkOneGrid(List<Recording> recordings, Duration interval) {
    Recording first = recordings.get(0);
    for (Recording other : recordings) {
      Duration apart = queryOffset(other.group()).minus(queryOffset(first.group()));
      if (apart.toMillis() % interval.toMillis() != 0) {
        throw new IllegalArgumentException(
            "a range of \"%s\" needs recording rules whose query_offsets differ by whole intervals, group \"%s\" in %s has %s and group \"%s\" in %s %s: give them the same"
                .formatted(
                    first.rule().name(),
                    first.group().name(),
                    first.place().file(),
                    Durations.format(queryOffset(first.group())),
                    other.group().name(),
                    other.place().file(),
                    Durations.format(queryOffset(other.group()))));
      }
    }
  }

  private SubqueryExpr steps(MatrixSelector matrix, Place reader, int depth) {
    VectorSelector selector = matrix.selector();
    List<Duration> intervals =
        byMetric.get(selector.name()).stream()
            .map(recording -> interval(recording.group()))
            .distinct()
            .toList();
    if (intervals.size() > 1) {
      throw new IllegalArgumentException(
          "a range of \"%s\" needs recording rules of one interval, they have %s"
              .formatted(selector.name(), intervals));
    }
    checkOneGrid(byMetric.get(selector.name()), intervals.get(0));
    VectorSelector now =
        new VectorSelector(
            selector.name(),
            selector.matchers(),
            TimeModifiers.NONE,
            selector.edges(),
            selector.isInfoSelector(),
            selector.range());
    return new SubqueryExpr(
        recorded(now, true, reader, depth),
        matrix.width(),
        matrix.widthExpr(),
        intervals.get(0),
        Optional.empty(),
        selector.time(),
        matrix.range());
  }

  private static Duration queryOffset(RuleGroup group) {
    return group.queryOffset().orElse(Duration.ZERO);
  }

  private Duration interval(RuleGroup group) {
    return group.interval().orElse(defaultInterval);
  }
}
