package io.barograph.jobs.options;

import io.barograph.core.delivery.DeliveryPolicy;
import io.barograph.core.notify.StormPolicy;
import java.time.Duration;
import java.util.List;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;

/** The options of routing and delivery. */
public final class NotificationOptions {
  public static final ConfigOption<String> ROUTING_FILE =
      ConfigOptions.key("routing.file")
          .stringType()
          .defaultValue("")
          .withDescription(
              "An alertmanager.yml, as it is: who is told of which alerts, and how. Read where the"
                  + " job is submitted. Without it nobody is told of alerts; their topics and"
                  + " indices are written all the same.");

  public static final ConfigOption<String> ROUTING_EXTENSIONS =
      ConfigOptions.key("routing.extensions")
          .stringType()
          .defaultValue("")
          .withDescription(
              "A file beside routing.file of what that has no words for: escalations, caps and"
                  + " inhibition along the graph of services. Read where the job is submitted.");

  public static final ConfigOption<Integer> STORM_GROUPS =
      ConfigOptions.key("routing.storm-groups")
          .intType()
          .defaultValue(StormPolicy.DEFAULT.groups())
          .withDescription(
              "A receiver of whose alerts so many groups begin within routing.storm-window has a"
                  + " storm: it is told of them in one message, with updates less and less often,"
                  + " until the storm is over. 0: the number of groups does not matter.");

  public static final ConfigOption<Integer> STORM_ALERTS =
      ConfigOptions.key("routing.storm-alerts")
          .intType()
          .defaultValue(StormPolicy.DEFAULT.alerts())
          .withDescription(
              "So many alerts that begin within routing.storm-window are a storm too, of however"
                  + " few groups. 0: their number does not matter.");

  public static final ConfigOption<Duration> STORM_WINDOW =
      ConfigOptions.key("routing.storm-window")
          .durationType()
          .defaultValue(Duration.ofMillis(StormPolicy.DEFAULT.windowMillis()))
          .withDescription(
              "Over which they are counted. A storm is over when fewer than half of both have begun"
                  + " in it.");

  public static final ConfigOption<List<String>> STORM_EXEMPT =
      ConfigOptions.key("routing.storm-exempt")
          .stringType()
          .asList()
          .defaultValues()
          .withDescription(
              "Receivers that are told each group by itself also in a storm: programs that act by"
                  + " group.");

  public static final ConfigOption<String> FALLBACK_RECEIVER =
      ConfigOptions.key("delivery.fallback-receiver")
          .stringType()
          .defaultValue("")
          .withDescription(
              "The receiver in routing.file that is told what others refused or did not take in"
                  + " time. Without it such notifications become dead letters at once.");

  public static final ConfigOption<Duration> GIVE_UP_AFTER =
      ConfigOptions.key("delivery.give-up-after")
          .durationType()
          .defaultValue(Duration.ofMillis(DeliveryPolicy.DEFAULT.giveUpMillis()))
          .withDescription(
              "How long a notification is tried at a channel that fails, before it goes to the"
                  + " fall-back receiver.");

  public static final ConfigOption<Duration> HOLD_BACK_AFTER =
      ConfigOptions.key("delivery.hold-back-after")
          .durationType()
          .defaultValue(Duration.ofMillis(DeliveryPolicy.DEFAULT.backlogMillis()))
          .withDescription(
              "How far the clock of the data may be behind before deliveries are held back. When it"
                  + " has caught up, each group tells its present state once, and one digest tells"
                  + " what came and went.");

  public static final ConfigOption<List<String>> ALLOWED_TARGETS =
      ConfigOptions.key("delivery.allowed-targets")
          .stringType()
          .asList()
          .defaultValues()
          .withDescription(
              "The hosts that channels may talk to: names, *.domain, or networks such as"
                  + " 10.0.0.0/8. Without it every host but link-local addresses, where clouds tell"
                  + " an instance its credentials.");

  public static final ConfigOption<String> LANGUAGE =
      ConfigOptions.key("delivery.language")
          .stringType()
          .defaultValue("en")
          .withDescription("The language of the messages that ship: en or zh.");

  public static final ConfigOption<String> TIME_ZONE =
      ConfigOptions.key("delivery.time-zone")
          .stringType()
          .defaultValue("UTC")
          .withDescription("The time zone in which messages tell times, such as Asia/Shanghai.");

  private NotificationOptions() {}
}
