/**
 * Alarms of devices whose meaning no rule says: which belong together by place, by time and by what
 * alarms follow each other, learned as they come. No Flink, no clock.
 */
package io.barograph.core.alarm;
