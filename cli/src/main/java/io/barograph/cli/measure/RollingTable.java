package io.barograph.cli.measure;

import io.barograph.core.returns.ReturnConvention;
import io.barograph.core.returns.ReturnReport;
import io.barograph.core.returns.ReturnSeries;
import io.barograph.core.returns.RollingReturns;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The measures of the last returns, a row for each period; empty until the window is full. */
public final class RollingTable {
  private final int window;
  private final ReturnConvention convention;
  private final ReturnConvention free;

  /** Over the last {@code window} returns. */
  public RollingTable(int window, ReturnConvention convention) {
    this.window = window;
    this.convention = convention;
    this.free = new ReturnConvention(convention.periodsPerYear(), 0);
  }

  /** A row for each of {@code returns}, its figures by name. */
  public List<Map<String, Double>> of(double[] returns) {
    RollingReturns rolling = new RollingReturns(window);
    List<Map<String, Double>> rows = new ArrayList<>();
    for (double value : returns) {
      rolling.add(value);
      rows.add(row(value, rolling));
    }
    return rows;
  }

  private Map<String, Double> row(double value, RollingReturns rolling) {
    ReturnSeries series = rolling.isFull() ? rolling.series() : new ReturnSeries();
    Map<String, Double> row = new LinkedHashMap<>();
    row.put("ret", value);
    row.put("mean" + window, series.moments().mean());
    row.put("std" + window + "_ddof1", series.moments().deviation(1));
    row.put("sharpe" + window + "_ann", series.sharpe(free));
    if (convention.annualRiskFree() != 0) {
      row.put(
          "sharpe%d_%s_ann"
              .formatted(window, ReturnReport.riskFreeName(convention.annualRiskFree())),
          series.sharpe(convention));
    }
    row.put("sortino" + window + "_ann", series.sortino(free));
    row.put("maxdd" + window, -series.maxDrawdown());
    row.put("var5_" + window, rolling.isFull() ? rolling.valueAtRisk() : Double.NaN);
    row.put("drawdown_from_start", -rolling.drawdownFromStart());
    return row;
  }
}
