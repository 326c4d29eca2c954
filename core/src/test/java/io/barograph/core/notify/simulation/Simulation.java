package io.barograph.core.notify.simulation;

import io.barograph.core.labels.Labels;
import io.barograph.core.notify.StormPolicy;
import io.barograph.core.route.IntegrationConfig;
import io.barograph.core.route.ReceiverConfig;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;

/**
 * One history of some hours: alerts fire and end, people order, channels fail and refuse, the job
 * falls, lags and starts again by other settings; some have a flood. Then all heals and time
 * passes. A quarter of the histories are calm: there nothing mutes and nothing falls, so that who
 * must hear what is plain.
 */
final class Simulation {
  private static final long BEGIN = 1_767_571_200_000L; // 2026-01-05T00:00:00Z
  private static final long STEP = 10_000;
  private static final long MINUTE = 60_000;
  private static final long STORMY = 240 * MINUTE;
  private static final long FORGETFUL = 40 * MINUTE;
  private static final long HEALED = 200 * MINUTE;

  private final Random random;
  private final Random storms;
  private final Random steps;
  private final boolean isCalm;
  private final Observed observed = new Observed();
  private final Job job;
  private Settings settings;
  private long idleUntil = Long.MIN_VALUE;
  private long fellAt;
  private int restarts;

  Simulation(long seed) throws IOException {
    random = new Random(seed);
    isCalm = seed % 4 == 0;
    storms = new Random(seed + 2);
    steps = new Random(seed + 3);
    settings = Settings.any(random, isCalm).withStorms(storms).withSteps(steps, 0);
    observed.isCalm = isCalm;
    job =
        new Job(
            settings,
            new Story(random, BEGIN, BEGIN + STORMY, isCalm).withFlood(storms),
            new Weather(new Random(seed + 1), STORMY),
            BEGIN,
            observed);
    know(settings);
  }

  /** What is wrong with the history, one sentence each. */
  List<String> run() throws IOException {
    for (long now = BEGIN + STEP; now < BEGIN + STORMY; now += STEP) {
      job.goOn(now);
      observe(now);
      happen(now);
      if (now >= idleUntil) {
        job.readUpTo(Math.min(now, job.watermark() + 5 * MINUTE));
      }
    }
    long end = BEGIN + STORMY + HEALED;
    for (long now = BEGIN + STORMY; now < end; now += STEP) {
      job.goOn(now);
      observe(now);
      job.readUpTo(now);
    }
    expect();
    List<String> faults = new ArrayList<>(job.leftovers(end));
    faults.addAll(new Checker(observed, Settings.FALLBACK + "/webhook[0]").faults());
    return faults;
  }

  /** A job that lags tells nothing until it has caught up. */
  private void observe(long now) {
    if (now - job.watermark() > 2 * MINUTE) {
      observed.lagged.put(now, STEP);
    }
  }

  private void happen(long now) throws IOException {
    if (random.nextInt(18) == 0) {
      job.save(now);
    }
    if (isCalm) {
      return;
    }
    switch (random.nextInt(1_500)) {
      case 0, 1 -> {
        job.crash(now);
        fellAt = now;
        idleUntil = now + random.nextInt((int) (10 * MINUTE));
      }
      case 2 -> idleUntil = now + random.nextInt((int) (60 * MINUTE));
      case 3, 4 -> {
        if (now < fellAt + FORGETFUL) {
          return; // what was told and forgotten would go another way, and its end with it
        }
        settings = settings.changed(random, ++restarts);
        settings = storms.nextInt(4) == 0 ? settings.withStorms(storms) : settings;
        settings = steps.nextInt(3) == 0 ? settings.withSteps(steps, restarts) : settings;
        know(settings);
        job.restart(settings, now);
      }
      default -> {}
    }
  }

  private void know(Settings some) {
    observed.steps.addAll(some.steps());
    observed.channels.clear();
    for (ReceiverConfig receiver : some.routing().receivers().values()) {
      for (IntegrationConfig channel : receiver.integrations()) {
        String name = receiver.name() + '/' + channel.name();
        observed.channels.add(name);
        if (!channel.sendResolved()) {
          observed.notWantingEnds.add(name);
        }
      }
    }
  }

  private void expect() {
    long longest = settings.storms().equals(StormPolicy.NONE) ? 1 : 8;
    observed.longEnough = longest * settings.groupInterval() + 2 * MINUTE;
    if (!isCalm) {
      return;
    }
    for (Labels alert : Story.alerts()) {
      for (String receiver : settings.receiversOf(alert)) {
        for (String channel : observed.channels) {
          if (channel.startsWith(receiver + '/') && !observed.notWantingEnds.contains(channel)) {
            observed
                .mustHear
                .computeIfAbsent(alert.toString(), any -> new TreeSet<>())
                .add(channel);
          }
        }
      }
    }
  }
}
