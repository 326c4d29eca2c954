package io.barograph.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.barograph.cli.alert.AlertEvent;
import io.barograph.core.sample.Sample;
import java.time.Instant;

/** Takes notice of what a demonstration feeds and of what it reads back, as it happens. */
public interface DemoObserver {
  /** One that takes no notice. */
  DemoObserver NONE = new DemoObserver() {};

  /** The job runs, and the schedule of faults begins. */
  default void begins(Instant start) {}

  /** A sample goes to the job; called by several threads, those of one series in its order. */
  default void sample(Sample sample) {}

  /** A version of an alert was read back, which is newer than those before it. */
  default void alert(AlertEvent alert, Instant read) {}

  /** A version of an incident was read back; old ones may come again. */
  default void incident(JsonNode incident, Instant read) {}

  /** A receiver was told of alerts: the body of Alertmanager's webhook. */
  default void notification(JsonNode notification, Instant arrived) {}
}
