package io.barograph.core.clock;

/**
 * The broker's word on where a partition ends.
 *
 * @param askedAt when the question was sent, milliseconds of wall time
 * @param endOffset the offset that the next record will get
 */
public record EndOffsetAnswer(long askedAt, long endOffset) {}
