package io.barograph.cli.audit;

import com.fasterxml.jackson.databind.JsonNode;
import io.barograph.cli.orders.PlainText;
import io.barograph.core.audit.AuditCode;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/** Entries of the audit in the order in which the orders were given. */
public final class AuditList {
  private static final Comparator<JsonNode> IN_ORDER =
      Comparator.comparing((JsonNode entry) -> at(entry))
          .thenComparing(entry -> entry.path("id").asText());

  private AuditList() {}

  /**
   * Which entries are wanted.
   *
   * @param since those of orders that were given then or later
   * @param author by this author; empty for all
   * @param kind of this kind; empty for all
   * @param isRefused whether only those that were refused are
   */
  public record Filter(Instant since, String author, String kind, boolean isRefused)
      implements Predicate<JsonNode> {
    private static final String REFUSED = AuditCode.Result.REFUSED.wireName();

    @Override
    public boolean test(JsonNode entry) {
      return !at(entry).isBefore(since)
          && (author.isEmpty() || entry.path("author").asText().equals(author))
          && (kind.isEmpty() || entry.path("kind").asText().equals(kind))
          && (!isRefused || entry.path("result").asText().equals(REFUSED));
    }
  }

  /** Those that are wanted, the oldest first. */
  public static List<JsonNode> of(Collection<JsonNode> entries, Filter filter) {
    return entries.stream().filter(filter).sorted(IN_ORDER).toList();
  }

  /**
   * One entry on one line: when, who, what, about what, whether it was done, what came of it, why.
   */
  public static String line(JsonNode entry) {
    String comment = text(entry, "comment");
    return "%s  %s  %s %s  %s: %s%s"
        .formatted(
            text(entry, "at"),
            text(entry, "author"),
            text(entry, "kind"),
            text(entry, "subject"),
            text(entry, "result"),
            text(entry, "sentence"),
            comment.isEmpty() ? "" : "  (" + comment + ")");
  }

  private static Instant at(JsonNode entry) {
    return Instant.parse(entry.path("at").asText());
  }

  private static String text(JsonNode entry, String field) {
    return PlainText.of(entry.path(field).asText());
  }
}
