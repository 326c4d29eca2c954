package io.barograph.jobs.rules;

/**
 * That a batcher knows everything that was published up to some number, and lets in what any of it
 * reads.
 *
 * @param batcher the place of the subtask among the batchers of its input
 * @param number of the newest publication that it knows
 * @param newestSample the time of the newest sample that it had met before; all behind it are let
 *     in
 */
public record RuleAck(int batcher, long number, long newestSample) {}
