package io.barograph.cli;

import io.barograph.cli.orders.PlainText;
import io.barograph.cli.routes.RoutingFiles;
import io.barograph.cli.watch.Crier;
import io.barograph.cli.watch.SignsOfLife;
import io.barograph.cli.watch.SilenceNotification;
import io.barograph.cli.watch.SilenceWatch;
import io.barograph.core.delivery.Receipt;
import io.barograph.core.route.ReceiverConfig;
import io.barograph.core.route.RoutingConfig;
import io.barograph.sinks.channel.ChannelException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Listens to Barograph from outside, and cries when it falls silent. */
@Command(
    name = "watch",
    mixinStandardHelpOptions = true,
    description = {
      "Listens to the topics that a job writes, without Flink, until it is stopped. When none of them"
          + " gets a record for longer than --silence, each channel of a receiver is told once that"
          + " Barograph is silent (the alert BarographSilent, P1), and once when it is heard again.",
      "A broker that does not answer and topics that are not there are silent too; it goes on"
          + " listening. A channel that fails is told again for up to a day. All channels are told of"
          + " the end, whatever send_resolved says.",
      "By default it listens to alerts.active and notifications. They are written when something"
          + " changes: route the alert Watchdog of the pack self to a receiver with a repeat_interval"
          + " of a minute (docs/operations.md), so that a job that is well writes at least once a"
          + " minute, and let --silence be twice as long.",
      "Run it on another machine than the job, under something that starts it again, and with"
          + " channels that do not need what it watches."
    },
    footer = {
      "",
      "Examples:",
      "  barograph watch --config alertmanager.yml --receiver oncall",
      "  barograph watch --bootstrap-servers kafka-1:9092,kafka-2:9092 --silence 5m \\",
      "      --config watch.yml --receiver desk --language zh --time-zone Asia/Shanghai",
      "  barograph watch --config alertmanager.yml --receiver oncall --topic barograph.receipts"
    })
final class WatchCommand implements Callable<Integer> {
  private static final Duration LOOK = Duration.ofSeconds(1);

  @Spec private CommandSpec spec;
  @Mixin private KafkaOption kafka;
  @Mixin private MessageOption message;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      required = true,
      description = "an alertmanager.yml with the receiver")
  private Path config;

  @Option(names = "--receiver", paramLabel = "NAME", required = true, description = "who is told")
  private String name;

  @Option(
      names = "--silence",
      paramLabel = "TIME",
      converter = DurationConverter.class,
      description = "how long nothing may be heard (default: 2m)")
  private Duration silence = Duration.ofMinutes(2);

  @Option(
      names = "--topic",
      paramLabel = "TOPIC",
      description = "listen to this topic; may be given several times")
  private List<String> topics = List.of();

  @Override
  public Integer call() {
    if (silence.compareTo(LOOK) < 0) {
      throw new ParameterException(
          spec.commandLine(), "--silence must be at least 1s, was " + silence);
    }
    PrintWriter err = spec.commandLine().getErr();
    Optional<RoutingConfig> routing = RoutingFiles.read(config, err);
    if (routing.isEmpty()) {
      return 1;
    }
    ReceiverConfig receiver = message.receiver(routing.get(), name, config, spec);
    if (receiver.integrations().isEmpty()) {
      err.println("receiver \"%s\" has no channel: nobody would hear of it".formatted(name));
      err.flush();
      return 1;
    }
    try (Crier crier =
            new Crier(receiver, message.context(routing.get(), config, spec), this::print);
        SignsOfLife signs = new SignsOfLife(client(), topics())) {
      listen(signs, crier);
    } catch (ChannelException wrong) {
      err.println("%s: %s".formatted(config, wrong.getMessage()));
      err.flush();
      return 1;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    return 0;
  }

  private void listen(SignsOfLife signs, Crier crier) throws InterruptedException {
    SilenceWatch watch = new SilenceWatch(silence, System.currentTimeMillis());
    print("listens to %s".formatted(String.join(", ", topics())));
    while (true) {
      boolean isHeard = signs.heard(LOOK);
      long now = System.currentTimeMillis();
      SilenceNotification told =
          new SilenceNotification(name, topics(), message.language(), watch.heardAt());
      switch (watch.look(now, isHeard)) {
        case SILENT -> {
          print("silent since " + Instant.ofEpochMilli(told.since()));
          crier.tell(told.silent(now), now);
        }
        case BACK -> {
          print("heard again");
          crier.tell(told.back(now), now);
        }
        case NONE -> {}
      }
      crier.send(now);
    }
  }

  private Properties client() {
    Properties client = new Properties();
    client.putAll(kafka.properties());
    client.setProperty("bootstrap.servers", kafka.servers().orElseGet(kafka::addressOfStack));
    return client;
  }

  private List<String> topics() {
    String prefix = kafka.prefix().orElse("barograph.");
    return topics.isEmpty() ? List.of(prefix + "alerts.active", prefix + "notifications") : topics;
  }

  private void print(Receipt receipt) {
    print(
        "%s  %s  %s  %s"
            .formatted(
                receipt.channel(),
                receipt.result().wireName(),
                receipt.status() == 0 ? "no answer" : "status " + receipt.status(),
                PlainText.of(receipt.answer()))
            .stripTrailing());
  }

  private void print(String line) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(Instant.now().truncatedTo(ChronoUnit.SECONDS) + "  " + line);
    out.flush();
  }
}
