package io.barograph.promql.vector;

import io.barograph.promql.eval.EvaluationResult;
import io.barograph.promql.eval.SeriesExpression;
import java.util.ArrayList;
import java.util.List;

/**
 * A function or operator that makes one element out of another.
 *
 * @param takesNameOff true if the metric name is no longer true afterwards
 */
record ElementNode(
    SeriesExpression expression,
    VectorNode operand,
    Scalars scalars,
    boolean takesNameOff,
    NameRemoval removal)
    implements VectorNode {
  @Override
  public List<Element> evaluate(long tick, VectorInput input) {
    List<Element> operands = operand.evaluate(tick, input);
    ElementWindow window = new ElementWindow(scalars.at(tick, input));
    EvaluationResult result = new EvaluationResult();
    List<Element> elements = new ArrayList<>(operands.size());
    for (Element element : operands) {
      window.clear();
      window.add(tick, element.value());
      expression.evaluate(tick, window, element.labels(), result);
      if (result.isPresent()) {
        elements.add(
            takesNameOff
                ? removal.off(element.labels(), result.value())
                : element.withValue(result.value()));
      }
    }
    return takesNameOff ? removal.checked(elements) : elements;
  }
}
