package io.barograph.promql.vector;

import io.barograph.core.labels.Labels;
import io.barograph.promql.eval.EvaluationResult;
import io.barograph.promql.eval.SeriesExpression;
import io.barograph.promql.eval.SubquerySteps;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A function of the values that each element of a vector has at the steps of a sub-query.
 *
 * @param takesNameOff true if the metric name is no longer true afterwards
 */
record SubqueryVectorNode(
    SeriesExpression expression,
    VectorNode operand,
    SubquerySteps steps,
    Scalars scalars,
    boolean takesNameOff,
    NameRemoval removal)
    implements VectorNode {
  @Override
  public List<Element> evaluate(long tick, VectorInput input) {
    double[] numbers = scalars.at(tick, input);
    Map<Labels, ElementWindow> windows = new LinkedHashMap<>();
    Map<Labels, Element> latest = new LinkedHashMap<>();
    for (long step = steps.first(tick); step <= steps.last(tick); step += steps.stepMillis()) {
      for (Element element : operand.evaluate(step, input)) {
        latest.put(element.labels(), element);
        windows
            .computeIfAbsent(element.labels(), labels -> new ElementWindow(numbers))
            .add(step, element.value());
      }
    }
    EvaluationResult result = new EvaluationResult();
    List<Element> elements = new ArrayList<>(windows.size());
    windows.forEach(
        (labels, window) -> {
          expression.evaluate(tick, window, labels, result);
          if (result.isPresent()) {
            elements.add(
                takesNameOff
                    ? removal.off(labels, result.value())
                    : latest.get(labels).withValue(result.value()));
          }
        });
    return takesNameOff ? removal.checked(elements) : elements;
  }
}
