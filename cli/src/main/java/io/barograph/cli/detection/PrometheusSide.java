package io.barograph.cli.detection;

import io.barograph.core.sample.Sample;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A Prometheus, and an Alertmanager if there is one, that get the same rules and at the same time
 * the same samples as the job.
 */
public final class PrometheusSide implements AutoCloseable {
  private static final Duration DEFAULT_INTERVAL = Duration.ofMinutes(1);
  private static final Duration BATCH = Duration.ofMillis(100);
  private static final int QUEUE = 100_000;

  private final FiredAlerts alerts;
  private final AlertReceiver receiver;
  private final Optional<AlertmanagerServer> alertmanager;
  private final PrometheusServer prometheus;
  private final BlockingQueue<Sample> queue = new LinkedBlockingQueue<>(QUEUE);
  private final AtomicLong lost = new AtomicLong();
  private final Thread writer = new Thread(this::write, "samples-to-prometheus");

  private PrometheusSide(
      FiredAlerts alerts,
      AlertReceiver receiver,
      Optional<AlertmanagerServer> alertmanager,
      PrometheusServer prometheus) {
    this.alerts = alerts;
    this.receiver = receiver;
    this.alertmanager = alertmanager;
    this.prometheus = prometheus;
    writer.setDaemon(true);
  }

  /** The programs, where they are installed. */
  public static Programs programs() {
    return new Programs(PrometheusServer.program(), AlertmanagerServer.program());
  }

  /** The programs of both; empty where one is not installed. */
  public record Programs(Optional<Path> prometheus, Optional<Path> alertmanager) {}

  /**
   * Starts both.
   *
   * @param alertmanager its program; without it nobody is notified
   * @param folder takes their storage and logs
   * @param rules the files of rules
   */
  public static PrometheusSide start(
      Path prometheus, Optional<Path> alertmanager, Path folder, List<Path> rules)
      throws IOException, InterruptedException {
    FiredAlerts alerts = new FiredAlerts();
    AlertReceiver receiver = AlertReceiver.start(alerts);
    List<String> told = new ArrayList<>(List.of(receiver.address()));
    Optional<AlertmanagerServer> notifier = Optional.empty();
    try {
      if (alertmanager.isPresent()) {
        notifier =
            Optional.of(
                AlertmanagerServer.start(
                    alertmanager.get(), folder.resolve("alertmanager"), receiver.webhook()));
        told.add(notifier.get().address());
      }
      PrometheusServer server =
          PrometheusServer.start(
              prometheus, folder.resolve("prometheus"), rules, DEFAULT_INTERVAL, told);
      PrometheusSide side = new PrometheusSide(alerts, receiver, notifier, server);
      side.writer.start();
      return side;
    } catch (IOException | InterruptedException | RuntimeException failure) {
      notifier.ifPresent(AlertmanagerServer::close);
      receiver.close();
      throw failure;
    }
  }

  /** Its version, as it names it itself. */
  public String version() {
    return prometheus.version();
  }

  /** Sends a sample; returns before it is written. */
  public void send(Sample sample) {
    if (!queue.offer(sample)) {
      lost.incrementAndGet();
    }
  }

  /** How many samples were not taken; a refused batch counts whole. */
  public long lost() {
    return lost.get();
  }

  /** What has fired. */
  public List<FiredAlert> alerts() {
    return alerts.list();
  }

  private void write() {
    List<Sample> batch = new ArrayList<>();
    try {
      while (true) {
        batch.add(queue.take());
        TimeUnit.MILLISECONDS.sleep(BATCH.toMillis());
        queue.drainTo(batch);
        try {
          prometheus.write(batch);
        } catch (IOException refused) {
          lost.addAndGet(batch.size());
        }
        batch.clear();
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    writer.interrupt();
    prometheus.close();
    alertmanager.ifPresent(AlertmanagerServer::close);
    receiver.close();
  }
}
