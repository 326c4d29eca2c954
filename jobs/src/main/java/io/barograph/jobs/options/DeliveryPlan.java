package io.barograph.jobs.options;

import io.barograph.core.delivery.DeliveryPolicy;
import io.barograph.core.delivery.RateLimit;
import io.barograph.core.route.ReceiverCap;
import io.barograph.core.route.ReceiverConfig;
import io.barograph.sinks.channel.ChannelContext;
import io.barograph.sinks.channel.Language;
import io.barograph.sinks.channel.MessageTemplates;
import io.barograph.sinks.channel.TargetList;
import io.barograph.sinks.channel.TemplateFile;
import java.io.Serializable;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How notifications are delivered.
 *
 * @param receivers by name
 * @param caps by receiver how much it is told at most, if it is not all
 * @param fallback the receiver that is told what others could not be, or the empty text
 * @param policy how long and how often something is tried
 * @param texts what messages look like
 * @param targets which hosts may be talked to
 */
public record DeliveryPlan(
    Map<String, ReceiverConfig> receivers,
    Map<String, ReceiverCap> caps,
    String fallback,
    DeliveryPolicy policy,
    Texts texts,
    TargetList targets)
    implements Serializable {
  /**
   * What messages look like.
   *
   * @param externalUrl where people look at alerts, or the empty text
   * @param language of the messages that ship
   * @param zone in which times are told
   * @param files templates that replace them
   */
  public record Texts(String externalUrl, Language language, ZoneId zone, List<TemplateFile> files)
      implements Serializable {}

  /** Checks that the fall-back receiver is there. */
  public DeliveryPlan {
    receivers = new LinkedHashMap<>(receivers);
    caps = new LinkedHashMap<>(caps);
    if (!fallback.isEmpty() && !receivers.containsKey(fallback)) {
      throw new IllegalArgumentException(
          "delivery.fallback-receiver: there is no receiver \"%s\"; there are %s"
              .formatted(fallback, String.join(", ", receivers.keySet())));
    }
  }

  /** The receiver that is told what others could not be. */
  public Optional<String> fallbackReceiver() {
    return fallback.isEmpty() ? Optional.empty() : Optional.of(fallback);
  }

  /**
   * How often each channel of a receiver may tell it something, whatever the channel's own limit
   * is.
   */
  public RateLimit capOf(String receiver) {
    ReceiverCap cap = caps.get(receiver);
    return cap == null ? RateLimit.NONE : new RateLimit(cap.notifications(), cap.perMillis());
  }

  /** What the channels share; the caller's to keep. */
  public ChannelContext openContext() {
    return ChannelContext.open(
        texts.externalUrl(),
        targets,
        MessageTemplates.of(texts.language(), texts.zone(), texts.files()),
        ChannelContext.USER_AGENT);
  }
}
