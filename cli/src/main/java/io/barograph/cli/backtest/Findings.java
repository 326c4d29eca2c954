package io.barograph.cli.backtest;

import java.util.Optional;

/**
 * All that a backtest has to tell.
 *
 * @param result what the rules did
 * @param detection how well that told of incidents, if they were given
 * @param comparison with other rules, if they were given
 */
public record Findings(
    BacktestResult result, Optional<Detection> detection, Optional<Comparison> comparison) {}
