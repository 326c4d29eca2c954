package io.barograph.cli.delivery;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** The receivers of a drill: they cease to listen now and then, the first of them for long. */
final class ReceiverPark implements AutoCloseable {
  private static final double CLOSED = 0.05;
  private static final Duration SLOT = Duration.ofSeconds(3);

  private final Drill drill;
  private final List<FaultyReceiver> receivers = new ArrayList<>();
  private Thread doors;

  /** Receivers that listen. */
  ReceiverPark(Drill drill) throws IOException {
    this.drill = drill;
    for (int place = 0; place < Drill.RECEIVERS.size(); place++) {
      receivers.add(new FaultyReceiver(Drill.receiver(place), Drill.RECEIVERS.get(place), place));
    }
    receivers.add(new FaultyReceiver(Drill.FALLBACK, ReceiverKind.WEBHOOK, receivers.size()));
    for (FaultyReceiver receiver : receivers) {
      receiver.listen(true);
    }
  }

  List<FaultyReceiver> all() {
    return receivers;
  }

  /** Opens and closes doors from now on, by the time since. */
  void begin() {
    long start = System.nanoTime();
    doors = new Thread(() -> attend(start), "doors");
    doors.start();
  }

  private void attend(long start) {
    try {
      while (true) {
        Duration time = Duration.ofNanos(System.nanoTime() - start);
        for (int place = 0; place < receivers.size(); place++) {
          receivers.get(place).listen(!isClosed(place, time));
        }
        Thread.sleep(200);
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /* The same at the same time in each run. */
  private boolean isClosed(int place, Duration time) {
    boolean isDead = place == 0 && drill.dead().holds(time);
    long slot = time.toMillis() / SLOT.toMillis();
    return isDead || new Random(31 * slot + place).nextDouble() < CLOSED;
  }

  /** All that was taken. */
  List<Taking> taken() {
    return receivers.stream().flatMap(receiver -> receiver.taken().stream()).toList();
  }

  @Override
  public void close() throws InterruptedException {
    if (doors != null) {
      doors.interrupt();
      doors.join();
    }
    receivers.forEach(FaultyReceiver::close);
  }
}
