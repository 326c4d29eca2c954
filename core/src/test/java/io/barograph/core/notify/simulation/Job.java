package io.barograph.core.notify.simulation;

import io.barograph.core.decision.Decision;
import io.barograph.core.notify.Dispatcher;
import io.barograph.core.notify.Notification;
import io.barograph.core.notify.PartsInMemory;
import io.barograph.core.notify.Told;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Routing and delivery as a job has them, with what it has written for when it falls. */
final class Job {
  private final List<Story.Event> events;
  private final Weather weather;
  private final long begin;
  private final Observed observed;
  private final PartsInMemory parts = new PartsInMemory();

  private Settings settings;
  private Dispatcher dispatcher;
  private Delivery delivery;
  private Delivery fallback;
  private int position;
  private long watermark;
  private Written written;

  /** What it goes back to, but for the parts of the dispatcher. */
  private record Written(
      long at,
      int position,
      long watermark,
      Map<String, byte[]> delivery,
      Map<String, byte[]> fallback) {}

  /** A job that has read nothing of a story yet. */
  Job(Settings settings, Story story, Weather weather, long begin, Observed observed)
      throws IOException {
    this.settings = settings;
    this.events = story.tell(observed);
    this.weather = weather;
    this.begin = begin;
    this.observed = observed;
    this.watermark = begin;
    open();
    save(begin);
  }

  private void open() {
    fallback =
        new Delivery(
            settings,
            weather,
            begin,
            observed,
            lost -> {
              throw new AssertionError("nobody was told " + lost);
            });
    delivery =
        new Delivery(
            settings,
            weather,
            begin,
            observed,
            other -> fallback.take(other.divertedTo(Settings.FALLBACK)));
    dispatcher =
        new Dispatcher(
            settings.routing(),
            settings.extensions(),
            settings.storms(),
            new Told() {
              @Override
              public void notify(Notification notification) {
                delivery.take(notification);
              }

              @Override
              public void decided(Decision decision) {}
            });
  }

  /** Time goes on for the channels, whether or not something is read. */
  void goOn(long now) {
    fallback.goOn(now);
    delivery.goOn(now);
  }

  /** Reads the story up to an instant. */
  void readUpTo(long time) {
    while (position < events.size() && events.get(position).time() <= time) {
      Story.Event event = events.get(position++);
      event.alert().ifPresent(dispatcher::take);
      event.order().ifPresent(dispatcher::take);
      event.graph().ifPresent(dispatcher::take);
    }
    dispatcher.advance(time);
    watermark = time;
    delivery.reached(time);
    fallback.reached(time);
  }

  long watermark() {
    return watermark;
  }

  /** Writes all that has to be known. */
  void save(long now) throws IOException {
    dispatcher.writeChanges(parts);
    written = new Written(now, position, watermark, delivery.write(), fallback.write());
  }

  /** Stops, and goes on by other settings from what it writes. */
  void restart(Settings other, long now) throws IOException {
    save(now);
    observed.crashes.add(new Crash(now, now)); // what is under way is told again
    settings = other;
    restore(now);
  }

  /** Falls, and goes on from what it has written last. */
  void crash(long now) throws IOException {
    observed.crashes.add(new Crash(written.at(), now));
    restore(now);
  }

  private void restore(long now) throws IOException {
    open();
    parts.readInto(dispatcher);
    position = written.position();
    watermark = written.watermark();
    dispatcher.restored(watermark);
    fallback.read(written.fallback(), now);
    delivery.read(written.delivery(), now);
  }

  /** What it still remembers, one sentence each. */
  List<String> leftovers(long now) throws IOException {
    save(now);
    parts.forgetAll("orders");
    parts.forgetAll("graph-");
    return Stream.of(
            dispatcher.groups() == 0 ? "" : dispatcher.groups() + " groups are left",
            parts.isEmpty() ? "" : "written " + parts + " are left",
            delivery.isIdle() ? "" : delivery.leftovers(),
            fallback.isIdle() ? "" : "the fall-back receiver's book is not empty")
        .filter(sentence -> !sentence.isEmpty())
        .toList();
  }
}
