package io.barograph.cli.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.barograph.cli.backtest.Episode;
import io.barograph.cli.backtest.UnusableInputException;
import io.barograph.core.labels.Labels;
import io.barograph.core.quality.AlertEpisode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/**
 * Reads transitions of alerts, in any order, as {@code docs/schemas/alert.schema.json} has them. Of
 * each episode the newest version counts. What cannot be read is counted, and the rest goes on.
 */
public final class AlertReader {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int TOLD = 3;
  private static final String NO_RULE = "(no rule)";

  /** The newest version of each episode, and how often it was told again. */
  private final Map<String, Found> newest = new HashMap<>();

  private final List<String> firstUnreadable = new ArrayList<>();
  private long transitions;
  private long unreadable;
  private Instant first = Instant.MAX;
  private Instant last = Instant.MIN;

  private record Found(Episode episode, int duplicates) {}

  /** Reads a file of JSON lines, which may end in {@code .gz}. */
  public void readFile(Path file) throws IOException {
    if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
      throw new UnusableInputException(
          "--input: %s does not exist or cannot be read; name a file of alerts, one JSON object a line"
              .formatted(file));
    }
    try (InputStream bytes = Files.newInputStream(file);
        BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(
                    file.toString().endsWith(".gz") ? new GZIPInputStream(bytes) : bytes,
                    StandardCharsets.UTF_8))) {
      int number = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        if (!line.isBlank()) {
          readLine(file.getFileName() + ":" + number, line);
        }
      }
    }
  }

  private void readLine(String place, String line) {
    try {
      add(place, JSON.readTree(line));
    } catch (JsonProcessingException malformed) {
      refuse(place, "is not JSON");
    }
  }

  /**
   * Takes a transition.
   *
   * @param place where it stands, for people
   */
  public void add(String place, JsonNode json) {
    if (json.path("id").asText().isEmpty()) {
      refuse(place, "id: must be given");
      return;
    }
    try {
      Episode episode = Episode.of(json);
      Instant updated = Instant.parse(json.path("updatedAt").asText());
      if (episode.endedAt().isPresent()
          && episode.firedAt().isPresent()
          && episode.endedAt().get().isBefore(episode.firedAt().get())) {
        refuse(place, "endsAt: must not lie before startsAt");
        return;
      }
      transitions++;
      first = updated.isBefore(first) ? updated : first;
      last = updated.isAfter(last) ? updated : last;
      newest.merge(
          episode.id(),
          new Found(episode, Math.max(0, json.path("duplicates").asInt())),
          (old, next) -> next.episode().version() > old.episode().version() ? next : old);
    } catch (DateTimeException wrong) {
      refuse(place, "a time: " + wrong.getMessage());
    }
  }

  private void refuse(String place, String reason) {
    unreadable++;
    if (firstUnreadable.size() < TOLD) {
      firstUnreadable.add(place + ": " + reason);
    }
  }

  /** The episodes that fired. */
  public List<AlertEpisode> fired() {
    List<AlertEpisode> fired = new ArrayList<>();
    for (Found found : newest.values()) {
      Episode episode = found.episode();
      if (episode.hasFired()) {
        String id = episode.id();
        int end = id.lastIndexOf('-');
        fired.add(
            new AlertEpisode(
                id,
                end > 0 ? id.substring(0, end) : id,
                episode.rule().isEmpty() ? NO_RULE : episode.rule(),
                Labels.of(episode.labels()),
                episode.firedAt().orElseThrow().toEpochMilli(),
                episode.endedAt().map(Instant::toEpochMilli).orElse(AlertEpisode.NEVER),
                found.duplicates()));
      }
    }
    fired.sort(AlertEpisode.BY_TIME);
    return fired;
  }

  /** How many transitions could be read. */
  public long transitions() {
    return transitions;
  }

  /** How many could not. */
  public long unreadable() {
    return unreadable;
  }

  /** Where the first of those stand, and why. */
  public List<String> firstUnreadable() {
    return List.copyOf(firstUnreadable);
  }

  /** When the oldest transition was; empty without one. */
  public Optional<Instant> first() {
    return transitions == 0 ? Optional.empty() : Optional.of(first);
  }

  /** When the newest transition was; empty without one. */
  public Optional<Instant> last() {
    return transitions == 0 ? Optional.empty() : Optional.of(last);
  }
}
