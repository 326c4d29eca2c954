package io.barograph.core.alarm;

/**
 * An alarm.
 *
 * @param time when it began, milliseconds since any epoch
 * @param type what is wrong
 * @param device where
 */
public record Alarm(long time, String type, String device) {}
