package io.barograph.cli.routes;

import io.barograph.core.route.OnCallRota;
import io.barograph.core.route.OnCallRota.Duty;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Rotas as lines of text, in their own zones. */
public final class RotaText {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("EEE yyyy-MM-dd HH:mm", Locale.ENGLISH);

  private RotaText() {}

  /** Who is on call at {@code at}, and the duties given. */
  public static List<String> of(OnCallRota rota, long at, List<Duty> duties) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s  %s  at %s (%s)"
            .formatted(
                rota.name(), rota.onCall(at).orElse("nobody"), time(at, rota.zone()), rota.zone()));
    for (Duty duty : duties) {
      lines.add(
          "  %s to %s  %s%s"
              .formatted(
                  time(duty.from(), rota.zone()),
                  time(duty.to(), rota.zone()),
                  duty.who(),
                  duty.standsIn() ? ", stands in" : ""));
    }
    return lines;
  }

  private static String time(long at, ZoneId zone) {
    return TIME.format(Instant.ofEpochMilli(at).atZone(zone));
  }
}
