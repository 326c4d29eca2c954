package io.barograph.jobs.measures;

import java.io.Serializable;

/**
 * How many keys all subtasks of a measure keep; each keeps its share.
 *
 * @param option what sets it, for messages
 * @param keys at least 1
 */
public record KeyLimit(String option, int keys) implements Serializable {}
