package io.barograph.cli;

import io.barograph.core.route.ReceiverConfig;
import io.barograph.core.route.RoutingConfig;
import io.barograph.sinks.channel.ChannelContext;
import io.barograph.sinks.channel.ChannelException;
import io.barograph.sinks.channel.Language;
import io.barograph.sinks.channel.MessageTemplates;
import io.barograph.sinks.channel.TargetList;
import io.barograph.sinks.channel.TemplateFile;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The options that say what a message looks like and where it may go, as the job's. */
final class MessageOption {
  @Option(
      names = "--language",
      paramLabel = "CODE",
      description = "the job's option delivery.language: en or zh (default: en)")
  private String language = "en";

  @Option(
      names = "--time-zone",
      paramLabel = "ZONE",
      description = "the job's option delivery.time-zone (default: UTC)")
  private ZoneId zone = ZoneId.of("UTC");

  @Option(
      names = "--external-url",
      paramLabel = "URL",
      description = "where people look at alerts, for links in the message")
  private String externalUrl = "";

  @Option(
      names = "--allowed-targets",
      paramLabel = "TARGET",
      split = ",",
      description = "the job's option delivery.allowed-targets (default: every host)")
  private List<String> targets = List.of();

  Language language() {
    return Language.of(language);
  }

  /**
   * A receiver of a routing file.
   *
   * @throws ParameterException if there is none of this name
   */
  ReceiverConfig receiver(RoutingConfig routing, String name, Path config, CommandSpec spec) {
    ReceiverConfig receiver = routing.receivers().get(name);
    if (receiver == null) {
      throw new ParameterException(
          spec.commandLine(),
          "there is no receiver \"%s\" in %s: there are %s"
              .formatted(name, config, String.join(", ", routing.receivers().keySet())));
    }
    return receiver;
  }

  /**
   * What the channels of a routing file share.
   *
   * @throws ParameterException if an option is no good
   * @throws ChannelException if a template of the file is no good
   */
  ChannelContext context(RoutingConfig routing, Path config, CommandSpec spec) {
    try {
      Path folder = config.toAbsolutePath().getParent();
      return ChannelContext.open(
          externalUrl.replaceAll("/+$", ""),
          new TargetList(targets),
          MessageTemplates.of(language(), zone, TemplateFile.found(folder, routing.templates())),
          ChannelContext.USER_AGENT);
    } catch (ChannelException wrong) {
      throw wrong;
    } catch (IllegalArgumentException unusable) {
      throw new ParameterException(spec.commandLine(), unusable.getMessage(), unusable);
    }
  }
}
