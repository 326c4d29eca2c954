package io.barograph.cli.report;

import io.barograph.core.quality.AlertEpisode;
import io.barograph.core.quality.AlertQuality;
import io.barograph.core.quality.AlertRecord;
import io.barograph.core.quality.QualityPolicy;
import io.barograph.core.quality.ServiceFigures;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a report says, before it has a form.
 *
 * @param quality of the alerts of the period
 * @param services what is known of services beside it
 * @param period what was asked for
 * @param from its beginning
 * @param to its end, which is not of it
 * @param zone whose days and hours are told
 * @param byDay how many alerts fired on each day of the period
 * @param notes what else is to be known of the input, as sentences
 */
public record QualityReport(
    AlertQuality quality,
    ServiceFigures services,
    Period period,
    Instant from,
    Instant to,
    ZoneId zone,
    SortedMap<LocalDate, Integer> byDay,
    List<String> notes) {
  public QualityReport {
    notes = List.copyOf(notes);
  }

  /** The report on the period that ends at {@code to}. */
  public static QualityReport of(
      AlertRecord record,
      ServiceFigures services,
      Period period,
      Instant to,
      ZoneId zone,
      List<String> notes) {
    Instant from = to.minus(period.length());
    AlertQuality quality =
        AlertQuality.of(
            record, from.toEpochMilli(), to.toEpochMilli(), zone, QualityPolicy.DEFAULT);
    SortedMap<LocalDate, Integer> byDay = new TreeMap<>();
    LocalDate last = to.minusMillis(1).atZone(zone).toLocalDate();
    for (LocalDate day = from.atZone(zone).toLocalDate(); !day.isAfter(last); ) {
      byDay.put(day, 0);
      day = day.plusDays(1);
    }
    for (AlertEpisode episode : record.episodes()) {
      Instant fired = Instant.ofEpochMilli(episode.firedAt());
      if (!fired.isBefore(from) && fired.isBefore(to)) {
        byDay.merge(fired.atZone(zone).toLocalDate(), 1, Integer::sum);
      }
    }
    return new QualityReport(quality, services, period, from, to, zone, byDay, notes);
  }

  /** True if it is known of any alert that something was done about it. */
  boolean knowsActs() {
    return quality.profiles().stream().anyMatch(profile -> profile.actedShare() > 0);
  }
}
