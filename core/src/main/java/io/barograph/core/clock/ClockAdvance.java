package io.barograph.core.clock;

import java.io.Serializable;

/**
 * The decision that a quiet partition's clock goes on: before the record at {@code offset} is read,
 * its watermark is at least {@code watermark}.
 *
 * @param offset the partition's next offset to read
 * @param watermark milliseconds of event time; every record with this time or an earlier one that
 *     still comes is late
 */
public record ClockAdvance(long offset, long watermark) implements Serializable {}
