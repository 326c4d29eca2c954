package io.barograph.cli.stack;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Deletes indices whose time is over, on a server that has no lifecycle management to do it. Only
 * indices whose names are a family of Barograph's and a month are looked at.
 */
final class ExpiredIndices {
  private static final Duration PERIOD = Duration.ofDays(1);

  /* What is only tried has the retention of what stands. */
  private static final Pattern NAME =
      Pattern.compile("barograph-(?:shadow-)?([a-z]+)-([0-9]{4})\\.([0-9]{2})");

  private final String address;
  private final Http http;
  private final IndexRetention retention;
  private Instant next = Instant.MIN;

  /**
   * Nothing was looked at yet.
   *
   * @param address of the server
   */
  ExpiredIndices(String address, Http http, IndexRetention retention) {
    this.address = address;
    this.http = http;
    this.retention = retention;
  }

  /**
   * Deletes what is over, the first time and then once a day.
   *
   * @return the names of those that were deleted
   * @throws IOException if one cannot be deleted; it is tried again a day later
   */
  List<String> delete(Instant now) throws IOException {
    if (now.isBefore(next)) {
      return List.of();
    }
    next = now.plus(PERIOD);
    List<String> deleted = new ArrayList<>();
    JsonNode indices =
        http.get(address + "/_cat/indices/barograph-*?h=index&format=json")
            .orElseThrow(() -> new IOException("no answer from " + address + "/_cat/indices"));
    for (JsonNode index : indices) {
      String name = index.path("index").asText();
      if (isOver(name, now)) {
        http.delete(address + '/' + name);
        deleted.add(name);
      }
    }
    return deleted;
  }

  private boolean isOver(String name, Instant now) {
    Matcher parts = NAME.matcher(name);
    if (!parts.matches()) {
      return false;
    }
    try {
      YearMonth month =
          YearMonth.of(Integer.parseInt(parts.group(2)), Integer.parseInt(parts.group(3)));
      Instant made = month.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
      return !made.plus(retention.of(parts.group(1))).isAfter(now);
    } catch (DateTimeException noMonth) {
      return false;
    }
  }
}
