package io.barograph.promql.eval;

/**
 * A function of the values that an expression has at the steps of a sub-query.
 *
 * <p>An evaluation evaluates the operand at each of them and allocates room for the values.
 *
 * @param range the function and where it looks
 */
record SubqueryNode(SeriesNode operand, RangeNode range, SubquerySteps steps)
    implements SeriesNode {
  @Override
  public void evaluate(long tick, SampleWindow samples, EvaluationResult result) {
    long first = steps.first(tick);
    long last = steps.last(tick);
    Values values = new Values((int) Math.max(0, (last - first) / steps.stepMillis() + 1));
    boolean anyData = false;
    for (long step = first; step <= last; step += steps.stepMillis()) {
      operand.evaluate(step, samples, result);
      if (result.isPresent()) {
        values.add(step, result.value());
      }
      anyData |= !result.isDataMissing();
    }
    if (values.size() < range.leastSamples()) {
      result.setAbsent(!anyData || values.size() > 0);
    } else {
      result.setPresent(range.function().apply(values, 0, values.size(), range, tick));
    }
  }

  private static final class Values implements SampleWindow {
    private final long[] timestamps;
    private final double[] values;
    private int size;

    Values(int capacity) {
      timestamps = new long[capacity];
      values = new double[capacity];
    }

    void add(long timestamp, double value) {
      timestamps[size] = timestamp;
      values[size] = value;
      size++;
    }

    @Override
    public int size() {
      return size;
    }

    @Override
    public long timestamp(int index) {
      return timestamps[index];
    }

    @Override
    public double value(int index) {
      return values[index];
    }

    @Override
    public boolean stale(int index) {
      return false;
    }
  }
}
