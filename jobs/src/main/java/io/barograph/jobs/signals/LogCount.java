package io.barograph.jobs.signals;

/**
 * Log lines of one service and level that count into one tick.
 *
 * @param service who wrote them
 * @param level their level
 * @param tick the tick, see {@link io.barograph.core.log.LogTally#tickOf}
 * @param lines how many
 * @param newest the time of the newest of them
 */
public record LogCount(String service, String level, long tick, long lines, long newest) {}
