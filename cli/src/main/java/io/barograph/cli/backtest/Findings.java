package io.barograph.cli.backtest;

import java.util.Optional;

/**
 * All that a backtest has to tell.
 *
 * @param result what the rules did
 * @param notifications what receivers would be told, if it is known who is told
 * @param detection how well that told of incidents, if they were given
 * @param comparison with other rules, if they were given
 */
public record Findings(
    BacktestResult result,
    Optional<NotificationFindings> notifications,
    Optional<Detection> detection,
    Optional<Comparison> comparison) {}
