package io.barograph.ml.detect;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;

/**
 * The one configuration of the ensembles, which ships as a resource and holds for all series.
 *
 * @param quietMillis how long what is no stronger than an anomaly of a series repeats it
 * @param series what makes up the score of a series
 * @param seriesHalf the sum at which that score is 0.5, above 0
 * @param entity what makes up the score of an entity
 * @param entityQuietMillis the same as {@code quietMillis}, of an entity
 * @param entityHalf the sum at which that score is 0.5, above 0
 * @param sha256 the hash of the resource, in hexadecimal digits
 */
public record DetectionConfig(
    long quietMillis,
    List<SeriesTerm> series,
    double seriesHalf,
    long entityQuietMillis,
    List<EntityTerm> entity,
    double entityHalf,
    String sha256) {
  private static final String RESOURCE = "detection.properties";
  private static final int SINGLE_METRICS = 3;
  private static final double MILLIS_PER_HOUR = 3_600_000;

  /** Copies. */
  public DetectionConfig {
    series = List.copyOf(series);
    entity = List.copyOf(entity);
    if (series.isEmpty() || entity.isEmpty()) {
      throw new IllegalArgumentException("detection needs terms for a series and for an entity");
    }
    if (!(seriesHalf > 0) || !(entityHalf > 0) || quietMillis < 0 || entityQuietMillis < 0) {
      throw new IllegalArgumentException(
          "halves must be > 0 and quiet-hours >= 0, were %s, %s, %d ms and %d ms"
              .formatted(seriesHalf, entityHalf, quietMillis, entityQuietMillis));
    }
  }

  /** The configuration that ships. */
  public static DetectionConfig shipped() {
    try (InputStream in = DetectionConfig.class.getResourceAsStream(RESOURCE)) {
      return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads a configuration: lines of {@code key = value}, as the resource explains them.
   *
   * @throws IllegalArgumentException if a key is missing, unknown, or its value is out of range
   */
  static DetectionConfig parse(String text) {
    Properties properties = new Properties();
    try {
      properties.load(new StringReader(text));
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    List<SeriesTerm> series = new ArrayList<>();
    List<EntityTerm> entity = new ArrayList<>();
    Set<String> known =
        new TreeSet<>(
            Set.of("series.quiet-hours", "series.half", "entity.quiet-hours", "entity.half"));
    for (String key : new TreeSet<>(properties.stringPropertyNames())) {
      if (key.startsWith("series.term.")) {
        series.add(SeriesTerm.parse(key, properties.getProperty(key)));
        known.add(key);
      } else if (key.startsWith("entity.term.")) {
        entity.add(EntityTerm.parse(key, properties.getProperty(key)));
        known.add(key);
      } else if (!known.contains(key)) {
        throw new IllegalArgumentException(
            "detection knows no key %s, only %s, series.term.* and entity.term.*"
                .formatted(key, known));
      }
    }
    return new DetectionConfig(
        Math.round(number(properties, "series.quiet-hours") * MILLIS_PER_HOUR),
        series,
        number(properties, "series.half"),
        Math.round(number(properties, "entity.quiet-hours") * MILLIS_PER_HOUR),
        entity,
        number(properties, "entity.half"),
        hash(text));
  }

  private static double number(Properties properties, String key) {
    return TermFields.number(key, properties.getProperty(key, ""));
  }

  private static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** The same with one term for entities, the three rarest deviations of one member. */
  DetectionConfig ofEntity(String member) {
    return new DetectionConfig(
        quietMillis,
        series,
        seriesHalf,
        entityQuietMillis,
        List.of(new EntityTerm(member, SINGLE_METRICS, SeriesTerm.Scale.COMMON, 1)),
        entityHalf,
        sha256);
  }

  /** The same without the term of one member, for those who ask what it adds. */
  public DetectionConfig without(String member) {
    return new DetectionConfig(
        quietMillis,
        series.stream().filter(term -> !term.member().equals(member)).toList(),
        seriesHalf,
        entityQuietMillis,
        entity.stream().filter(term -> !term.member().equals(member)).toList(),
        entityHalf,
        sha256);
  }
}
