package io.barograph.cli.delivery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * What a drill asks of the delivery. The first receiver is the one that is dead for a while.
 *
 * @param alerts so many fire and end, two notifications each
 * @param feed for how long new ones come
 * @param lasts how long each fires
 * @param dead when the first receiver dies and is back, counted from the first alert
 * @param kills when the TaskManager is killed
 * @param isEven whether all receivers have as many alerts; else those whose robots may be told
 *     little have few
 * @param options further options of the job
 */
record Drill(
    int alerts,
    Duration feed,
    Duration lasts,
    Span dead,
    List<Duration> kills,
    boolean isEven,
    String options) {
  static final List<ReceiverKind> RECEIVERS =
      List.of(
          ReceiverKind.WEBHOOK,
          ReceiverKind.WEBHOOK,
          ReceiverKind.ALERTMANAGER,
          ReceiverKind.DINGTALK,
          ReceiverKind.WECOM,
          ReceiverKind.WECHAT,
          ReceiverKind.FEISHU,
          ReceiverKind.SLACK,
          ReceiverKind.TEAMS,
          ReceiverKind.TEAMS_WORKFLOW,
          ReceiverKind.PAGERDUTY,
          ReceiverKind.TWILIO);

  /** The receiver that is told what others were not. */
  static final String FALLBACK = "night";

  /** How long one attempt may last. */
  static final Duration TIMEOUT = Duration.ofSeconds(5);

  private static final int FEW = 5;
  private static final int FEW_FOR_LONG = 100;

  /** From and to. */
  record Span(Duration from, Duration to) {
    boolean holds(Duration time) {
      return time.compareTo(from) >= 0 && time.compareTo(to) < 0;
    }
  }

  /** The name of a receiver by its place in {@link #RECEIVERS}. */
  static String receiver(int place) {
    return "r%02d-%s".formatted(place, RECEIVERS.get(place).name().toLowerCase(Locale.ROOT));
  }

  /**
   * The receiver of each alert, in an order that was drawn. A text message names few alerts, so who
   * gets them has few.
   */
  List<String> receivers() {
    List<String> all = new ArrayList<>();
    for (int place = 0; place < RECEIVERS.size(); place++) {
      if (RECEIVERS.get(place) == ReceiverKind.TWILIO) {
        all.addAll(Collections.nCopies(isEven ? FEW_FOR_LONG : FEW, receiver(place)));
      } else if (!isEven && !isUnlimited(place)) {
        all.addAll(Collections.nCopies(FEW, receiver(place)));
      }
    }
    for (int place = 0; all.size() < alerts; place = (place + 1) % RECEIVERS.size()) {
      boolean isMany = isEven && RECEIVERS.get(place) != ReceiverKind.TWILIO;
      if (isMany || isUnlimited(place)) {
        all.add(receiver(place));
      }
    }
    Collections.shuffle(all, new Random(7));
    return all;
  }

  private static boolean isUnlimited(int place) {
    return RECEIVERS.get(place) == ReceiverKind.WEBHOOK
        || RECEIVERS.get(place) == ReceiverKind.ALERTMANAGER;
  }
}
