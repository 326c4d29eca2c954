package io.barograph.cli;

import java.io.PrintWriter;
import java.util.Timer;
import java.util.TimerTask;

/**
 * Tells a person what is waited for, once that takes more than two seconds, and then every five.
 */
final class WaitingLine implements AutoCloseable {
  private static final long FIRST_MILLIS = 2_000;
  private static final long EVERY_MILLIS = 5_000;

  private final Timer timer = new Timer("waiting", true);

  /** Begins to wait. */
  WaitingLine(PrintWriter err, String what) {
    timer.schedule(
        new TimerTask() {
          @Override
          public void run() {
            err.println(what);
            err.flush();
          }
        },
        FIRST_MILLIS,
        EVERY_MILLIS);
  }

  @Override
  public void close() {
    timer.cancel();
  }
}
