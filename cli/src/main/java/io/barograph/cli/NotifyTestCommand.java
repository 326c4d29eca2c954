package io.barograph.cli;

import io.barograph.cli.notify.ChannelTrial;
import io.barograph.cli.notify.SampleNotification;
import io.barograph.cli.orders.PlainText;
import io.barograph.cli.routes.RoutingFiles;
import io.barograph.core.notify.DeliveryOutcome;
import io.barograph.core.notify.Notification;
import io.barograph.core.route.ReceiverConfig;
import io.barograph.core.route.RoutingConfig;
import io.barograph.sinks.channel.ChannelException;
import io.barograph.sinks.channel.Channels;
import io.barograph.sinks.channel.NamedChannel;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Sends a receiver one message. */
@Command(
    name = "test",
    mixinStandardHelpOptions = true,
    description = {
      "Sends one message to each channel of a receiver, from this machine and as a job would send it:"
          + " an alert BarographTest with severity info that says that it is a test. People are told,"
          + " and a channel that pages does so; with --resolved its alert ends.",
      "Prints for each channel what became of it, the status and the text of the answer and how long"
          + " it took. One attempt is made for each. An answer of success that carries an error code,"
          + " as DingTalk's, WeCom's and Feishu's do, is a failure. Secrets are not shown.",
      "What the channels' settings mean: docs/channels.md.",
      "Exit status 0 if each channel has taken it, 1 if one has not or the file is not valid."
    },
    footer = {
      "",
      "Examples:",
      "  barograph notify test --config alertmanager.yml --receiver pager",
      "  barograph notify test --config alertmanager.yml --receiver pager --resolved",
      "  barograph notify test --config alertmanager.yml --receiver desk --language zh \\",
      "      --time-zone Asia/Shanghai",
      "  barograph notify test --config alertmanager.yml --receiver desk \\",
      "      --allowed-targets '*.dingtalk.com,10.0.0.0/8'"
    })
final class NotifyTestCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private MessageOption message;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      required = true,
      description = "the routing file, an alertmanager.yml")
  private Path config;

  @Option(names = "--receiver", paramLabel = "NAME", required = true, description = "who is told")
  private String name;

  @Option(
      names = "--resolved",
      description = "tell that the alert has ended, those channels that are told of ends")
  private boolean resolved;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    Optional<RoutingConfig> routing = RoutingFiles.read(config, err);
    if (routing.isEmpty()) {
      return 1;
    }
    ReceiverConfig receiver = message.receiver(routing.get(), name, config, spec);
    if (receiver.integrations().isEmpty()) {
      err.println("receiver \"%s\" has no channel: nobody hears of it".formatted(name));
      err.flush();
      return 1;
    }
    boolean failed = false;
    try {
      List<NamedChannel> channels =
          Channels.create(receiver, message.context(routing.get(), config, spec));
      try {
        Notification sample = sample();
        for (NamedChannel channel : channels) {
          ChannelTrial trial = ChannelTrial.of(channel, sample);
          out.println(line(trial));
          out.flush();
          failed |= trial.failed();
        }
      } finally {
        channels.forEach(channel -> channel.channel().close());
      }
    } catch (ChannelException wrong) {
      err.println("%s: %s".formatted(config, wrong.getMessage()));
      err.flush();
      return 1;
    }
    return failed ? 1 : 0;
  }

  private Notification sample() {
    return SampleNotification.of(
        name,
        "test-" + UUID.randomUUID(),
        message.language(),
        resolved,
        System.currentTimeMillis());
  }

  private static String line(ChannelTrial trial) {
    if (trial.outcome().isEmpty()) {
      return trial.channel() + "  not told of ends (send_resolved: false)";
    }
    DeliveryOutcome outcome = trial.outcome().get();
    return "%s  %s  %s  %d ms  %s"
        .formatted(
            trial.channel(),
            word(outcome.kind()),
            outcome.status() == 0 ? "no answer" : "status " + outcome.status(),
            trial.millis(),
            PlainText.of(outcome.answer()))
        .stripTrailing();
  }

  private static String word(DeliveryOutcome.Kind kind) {
    return switch (kind) {
      case DELIVERED -> "delivered";
      case RETRY -> "failed, a job would try again";
      case REFUSED -> "refused";
    };
  }
}
