package io.barograph.cli.live;

import io.barograph.cli.stack.Server;
import io.barograph.cli.stack.Stack;
import io.barograph.cli.stack.TopicCatalogue;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Feeds the input topics with what this machine and the stack on it do: the host once a second, the
 * servers every five seconds, log lines twice a second.
 */
public final class LiveFeed implements AutoCloseable {
  private final Telemetry telemetry;
  private final KafkaMetrics kafka;
  private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(3);
  private final AtomicLong failedLooks = new AtomicLong();

  private LiveFeed(Telemetry telemetry, KafkaMetrics kafka) {
    this.telemetry = telemetry;
    this.kafka = kafka;
  }

  /** Starts to feed {@code telemetry} with the data of {@code stack}. */
  public static LiveFeed start(Stack stack, Telemetry telemetry, TopicCatalogue catalogue)
      throws IOException {
    KafkaMetrics kafka = new KafkaMetrics(stack.ports(), catalogue);
    LiveFeed feed = new LiveFeed(telemetry, kafka);
    feed.every(1_000, new HostMetrics(hostName()));
    for (Server server : stack.servers()) {
      feed.every(server, LogTail.fromNow(server.logFile()));
    }
    probes(stack, kafka).forEach(probe -> feed.every(5_000, probe));
    return feed;
  }

  /** What is read of the servers of {@code stack}. */
  public static List<Probe> probes(Stack stack, KafkaMetrics kafka) {
    List<Probe> probes = new ArrayList<>();
    stack.servers().forEach(server -> probes.add(new ServerMetrics(server)));
    probes.add(kafka);
    probes.add(new ElasticsearchMetrics(stack.ports(), stack.http()));
    probes.add(new FlinkMetrics(stack.ports(), stack.http()));
    probes.add(EndpointProbe.tcp(stack.ports().kafka()));
    probes.add(
        EndpointProbe.http(stack.http(), stack.ports().elasticsearchUrl() + "/_cluster/health"));
    probes.add(EndpointProbe.http(stack.http(), stack.ports().flinkUrl() + "/overview"));
    return probes;
  }

  private void every(long periodMillis, Probe probe) {
    repeat(periodMillis, () -> probe.read(System.currentTimeMillis()).forEach(telemetry::send));
  }

  private void every(Server server, LogTail tail) {
    repeat(500, () -> forward(server, tail));
  }

  private void repeat(long periodMillis, Runnable look) {
    ScheduledFuture<?> unused =
        threads.scheduleWithFixedDelay( // what was missed under load is not made up for
            () -> attempt(look), periodMillis, periodMillis, TimeUnit.MILLISECONDS);
  }

  /** Looks once; a look that fails (a broker that is away, say) does not end the next ones. */
  private void attempt(Runnable look) {
    try {
      look.run();
    } catch (RuntimeException e) {
      failedLooks.incrementAndGet();
    }
  }

  /** How many times something could not be read or sent. */
  public long failedLooks() {
    return failedLooks.get();
  }

  private void forward(Server server, LogTail tail) {
    try {
      for (String line : tail.newLines()) {
        StackLogLine.parse(server.name(), line).ifPresent(telemetry::send);
      }
    } catch (IOException e) {
      // The file was rolled between two looks at it: the next look finds its successor.
    }
  }

  /** The name of this machine as it calls itself. */
  public static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
    kafka.close();
  }
}
