package io.barograph.promql.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.barograph.core.labels.LabelMatcher;
import io.barograph.core.labels.Labels;
import io.barograph.promql.SharedData;
import io.barograph.promql.eval.EvaluationOptions;
import io.barograph.promql.parse.Expr;
import io.barograph.promql.parse.Expr.AggregateExpr;
import io.barograph.promql.parse.Expr.BinaryExpr;
import io.barograph.promql.parse.Expr.VectorSelector;
import io.barograph.promql.parse.Leaves;
import io.barograph.promql.parse.Parser;
import io.barograph.promql.vector.Element;
import io.barograph.promql.vector.EvaluationException;
import io.barograph.promql.vector.SeriesStore;
import io.barograph.promql.vector.StoredSeries;
import io.barograph.promql.vector.VectorCompiler;
import io.barograph.promql.vector.VectorPlan;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Evaluating in stages, partition by partition, gives what evaluating everything in one place
 * gives.
 */
class PartitionPlanTest {
  private static final long TICK = 3_600_000;
  private static final int RULES = 1_700;
  private static final int BLOCKS = 4;
  private static final int FOLDED = 500;
  private static final int WITH_PIECES = 10;

  /** A comparison with a number at the end, left out so that there is something to compare. */
  private static final Pattern THRESHOLD =
      Pattern.compile("\\s*[<>=!]=?\\s*-?[0-9.]+(e-?[0-9]+)?\\s*$");

  @Test
  void givesTheWholeResultPieceByPiece() throws Exception {
    long seed = System.nanoTime();
    int compared = 0;
    int withResult = 0;
    int failing = 0;
    int folded = 0;
    int withPieces = 0;
    List<String> differences = new ArrayList<>();
    for (String line : Files.readAllLines(SharedData.promql("partition-expect.jsonl"))) {
      JsonNode rule = new ObjectMapper().readTree(line);
      Expr expr = Parser.parse(THRESHOLD.matcher(rule.path("expr").asText()).replaceAll(""));
      PartitionPlan plan = PartitionPlan.of(expr, List.of(), EvaluationOptions.DEFAULT);
      SortedMap<Labels, StoredSeries> series = series(expr, new Random(seed + compared));
      Set<String> whole;
      try {
        VectorPlan direct = VectorCompiler.compile(expr, EvaluationOptions.DEFAULT);
        whole = text(new SeriesStore(series).evaluate(direct, TICK));
      } catch (EvaluationException manyToMany) {
        failing++;
        continue;
      }
      compared++;
      withResult += whole.isEmpty() ? 0 : 1;
      Set<String> pieces = new TreeSet<>();
      assertThat(text(new StagedEvaluation(series, BLOCKS).evaluate(plan, TICK)))
          .allMatch(pieces::add);
      folded += Traffic.PARTIALS == plan.traffic() ? 1 : 0;
      withPieces += plan.pieces().isEmpty() ? 0 : 1;
      if (!pieces.equals(whole)) {
        differences.add("%s: %s, not %s".formatted(rule.path("expr"), pieces, whole));
      }
    }
    System.out.printf(
        "partitions: %d passed, %d failed, %d skipped (no result anywhere: many to many), "
            + "%d with elements, %d all of whose leaves are folded, %d in more than two stages, seed %d%n",
        compared - differences.size(),
        differences.size(),
        failing,
        withResult,
        folded,
        withPieces,
        seed);
    assertThat(differences).isEmpty();
    assertThat(compared).isGreaterThanOrEqualTo(RULES);
    assertThat(folded).isGreaterThan(FOLDED);
    assertThat(withPieces).isGreaterThan(WITH_PIECES);
  }

  private static Set<String> text(List<Element> elements) {
    Set<String> text = new TreeSet<>();
    elements.forEach(element -> text.add("%s %.9g".formatted(element.labels(), element.value())));
    return text;
  }

  private static SortedMap<Labels, StoredSeries> series(Expr expr, Random random) {
    Set<String> names = new TreeSet<>(Set.of("instance", "job"));
    mentioned(expr, names);
    SortedMap<Labels, StoredSeries> all = new TreeMap<>();
    for (VectorSelector leaf : Leaves.of(expr)) {
      for (int i = 0; i < 8; i++) {
        Labels labels = labels(leaf, names, random);
        if (labels == null) {
          continue;
        }
        StoredSeries samples = new StoredSeries();
        double value = random.nextInt(5);
        for (long time = TICK - 3_600_000 + 7_000; time <= TICK; time += 60_000) {
          value += random.nextInt(3) * 25;
          samples.add(time, value);
        }
        all.put(labels, samples);
      }
    }
    return all;
  }

  private static void mentioned(Expr expr, Set<String> names) {
    if (expr instanceof VectorSelector selector) {
      selector.matchers().forEach(matcher -> names.add(matcher.name()));
    } else if (expr instanceof AggregateExpr aggregate) {
      names.addAll(aggregate.grouping().orElse(List.of()));
    } else if (expr instanceof BinaryExpr binary) {
      binary
          .matching()
          .ifPresent(
              matching -> {
                names.addAll(matching.labels().orElse(List.of()));
                names.addAll(matching.include().orElse(List.of()));
              });
    }
    expr.children().forEach(child -> mentioned(child, names));
  }

  /** Labels that the selector takes, or null if none were found. */
  private static Labels labels(VectorSelector selector, Set<String> names, Random random) {
    Map<String, String> labels = new HashMap<>();
    for (String name : names) {
      List<String> values = new ArrayList<>(List.of("a", "b", "", "1", "2.5", "+Inf"));
      for (LabelMatcher matcher : selector.matchers()) {
        if (matcher.name().equals(name)) {
          values.addAll(List.of(matcher.value().replaceAll("[().*+?^$]", "").split("\\|")));
          values.add(matcher.value());
          values.add(matcher.value().replaceAll("\\.[*+]", "x"));
        }
      }
      values.removeIf(
          value ->
              selector.matchers().stream()
                  .anyMatch(matcher -> matcher.name().equals(name) && !matcher.matches(value)));
      if (name.equals(Labels.METRIC_NAME)) {
        values.removeIf(String::isEmpty);
      }
      if (values.isEmpty()) {
        return null;
      }
      labels.put(name, values.get(random.nextInt(values.size())));
    }
    return Labels.of(labels);
  }
}
