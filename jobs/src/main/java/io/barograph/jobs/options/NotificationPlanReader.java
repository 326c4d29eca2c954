package io.barograph.jobs.options;

import static io.barograph.jobs.options.NotificationOptions.ALLOWED_TARGETS;
import static io.barograph.jobs.options.NotificationOptions.FALLBACK_RECEIVER;
import static io.barograph.jobs.options.NotificationOptions.GIVE_UP_AFTER;
import static io.barograph.jobs.options.NotificationOptions.HOLD_BACK_AFTER;
import static io.barograph.jobs.options.NotificationOptions.LANGUAGE;
import static io.barograph.jobs.options.NotificationOptions.ROUTING_EXTENSIONS;
import static io.barograph.jobs.options.NotificationOptions.ROUTING_FILE;
import static io.barograph.jobs.options.NotificationOptions.STORM_ALERTS;
import static io.barograph.jobs.options.NotificationOptions.STORM_EXEMPT;
import static io.barograph.jobs.options.NotificationOptions.STORM_GROUPS;
import static io.barograph.jobs.options.NotificationOptions.STORM_WINDOW;
import static io.barograph.jobs.options.NotificationOptions.TIME_ZONE;

import io.barograph.core.delivery.DeliveryPolicy;
import io.barograph.core.notify.StormPolicy;
import io.barograph.core.route.RoutingConfig;
import io.barograph.core.route.RoutingExtensions;
import io.barograph.promql.routing.RoutingExtensionsFile;
import io.barograph.promql.routing.RoutingFile;
import io.barograph.promql.routing.RoutingFileException;
import io.barograph.sinks.channel.Language;
import io.barograph.sinks.channel.TargetList;
import io.barograph.sinks.channel.TemplateFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Set;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;

/** Reads who is told, and how, from the options and the files that they name. */
public final class NotificationPlanReader {
  /** So many are remembered of each receiver. */
  private static final int MOST_COUNTED = 10_000;

  private final Configuration options;
  private final String externalUrl;

  /**
   * A reader of these options.
   *
   * @param externalUrl where people look at alerts, or the empty text
   */
  public NotificationPlanReader(Configuration options, String externalUrl) {
    this.options = options;
    this.externalUrl = externalUrl;
  }

  /**
   * What the options and their files say.
   *
   * @throws IllegalArgumentException naming the file or the option, and what is wrong with it
   */
  public NotificationPlan read() {
    RoutingConfig routing = routing();
    RoutingExtensions extensions = extensions(routing);
    return new NotificationPlan(
        routing, extensions, storms(routing), delivery(routing, extensions));
  }

  private StormPolicy storms(RoutingConfig routing) {
    for (String receiver : options.get(STORM_EXEMPT)) {
      if (!routing.receivers().containsKey(receiver)) {
        throw new IllegalArgumentException(
            "%s: there is no receiver \"%s\"; there are %s"
                .formatted(
                    STORM_EXEMPT.key(), receiver, String.join(", ", routing.receivers().keySet())));
      }
    }
    return new StormPolicy(
        count(STORM_GROUPS),
        count(STORM_ALERTS),
        millis(STORM_WINDOW),
        Set.copyOf(options.get(STORM_EXEMPT)));
  }

  private int count(ConfigOption<Integer> option) {
    int count = options.get(option);
    if (count < 0 || count > MOST_COUNTED) {
      throw new IllegalArgumentException(
          "%s must be from 0 to %d, was %d".formatted(option.key(), MOST_COUNTED, count));
    }
    return count;
  }

  private DeliveryPlan delivery(RoutingConfig routing, RoutingExtensions extensions) {
    DeliveryPolicy usual = DeliveryPolicy.DEFAULT;
    return new DeliveryPlan(
        routing.receivers(),
        extensions.caps(),
        options.get(FALLBACK_RECEIVER),
        new DeliveryPolicy(
            usual.firstRetryMillis(),
            usual.longestRetryMillis(),
            millis(GIVE_UP_AFTER),
            usual.circuitFailures(),
            usual.circuitMillis(),
            millis(HOLD_BACK_AFTER)),
        new DeliveryPlan.Texts(
            externalUrl,
            Language.of(options.get(LANGUAGE)),
            zone(),
            TemplateFile.found(folder(), routing.templates())),
        new TargetList(options.get(ALLOWED_TARGETS)));
  }

  private Path folder() {
    return Path.of(options.get(ROUTING_FILE)).toAbsolutePath().getParent();
  }

  private RoutingConfig routing() {
    return parsed(ROUTING_FILE, RoutingFile::parse);
  }

  private RoutingExtensions extensions(RoutingConfig routing) {
    return options.get(ROUTING_EXTENSIONS).isEmpty()
        ? RoutingExtensions.NONE
        : parsed(
                ROUTING_EXTENSIONS,
                (name, text) -> RoutingExtensionsFile.parse(name, text, routing))
            .withPlaces(IncidentPlanReader.places(options));
  }

  /** Reads a file of one kind. */
  private interface Parser<T> {
    T parse(String name, String text) throws RoutingFileException;
  }

  private <T> T parsed(ConfigOption<String> option, Parser<T> parser) {
    Path file = Path.of(options.get(option));
    try {
      return parser.parse(file.toString(), Files.readString(file));
    } catch (IOException unreadable) {
      throw new IllegalArgumentException(
          "%s: cannot read %s: %s".formatted(option.key(), file, unreadable.getMessage()),
          unreadable);
    } catch (RoutingFileException wrong) {
      throw new IllegalArgumentException(wrong.getMessage(), wrong);
    }
  }

  private long millis(ConfigOption<Duration> option) {
    long millis = options.get(option).toMillis();
    if (millis < 1) {
      throw new IllegalArgumentException(
          "%s must be >= 1 ms, was %s".formatted(option.key(), options.get(option)));
    }
    return millis;
  }

  private ZoneId zone() {
    try {
      return ZoneId.of(options.get(TIME_ZONE));
    } catch (DateTimeException unknown) {
      throw new IllegalArgumentException(
          "%s must be a time zone such as Asia/Shanghai, was \"%s\""
              .formatted(TIME_ZONE.key(), options.get(TIME_ZONE)),
          unknown);
    }
  }
}
