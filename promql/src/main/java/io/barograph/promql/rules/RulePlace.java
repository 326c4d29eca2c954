package io.barograph.promql.rules;

/**
 * Where a rule begins in its file.
 *
 * @param line counted from 1
 * @param column counted from 1
 */
public record RulePlace(int line, int column) {}
