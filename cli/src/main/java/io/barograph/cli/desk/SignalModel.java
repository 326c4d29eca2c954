package io.barograph.cli.desk;

import io.barograph.formats.record.BusinessFormat;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/** A model that says where two symbols go; what came true is known two seconds later. */
final class SignalModel {
  /** The symbol for which it can go stale. */
  static final String FAULTY_SEGMENT = "BTCUSD";

  private static final List<String> SEGMENTS = List.of(FAULTY_SEGMENT, Market.FAULTY_SYMBOL);
  private static final int PREDICTIONS_PER_SECOND = 10;
  private static final long LABEL_DELAY_MILLIS = 2_000;
  private static final double ACCURACY = 0.8;
  private static final double STALE_ACCURACY = 0.3;

  private final Deque<DeskRecord> outcomes = new ArrayDeque<>();
  private long number;

  /** Lets one second pass. */
  void tick(long now, boolean stale, RandomGenerator random, List<DeskRecord> records) {
    while (!outcomes.isEmpty() && outcomes.peek().time() <= now) {
      records.add(outcomes.remove());
    }
    for (String segment : SEGMENTS) {
      double accuracy = stale && segment.equals(FAULTY_SEGMENT) ? STALE_ACCURACY : ACCURACY;
      for (int i = 0; i < PREDICTIONS_PER_SECOND; i++) {
        predict(now, segment, accuracy, random, records);
      }
    }
  }

  private void predict(
      long now, String segment, double accuracy, RandomGenerator random, List<DeskRecord> records) {
    String id = segment + "-" + now + "-" + number++;
    boolean up = random.nextBoolean();
    boolean right = random.nextDouble() < accuracy;
    double confidence = 0.75 + 0.1 * random.nextDouble();
    records.add(
        DeskRecord.of(
            BusinessFormat.PREDICTIONS,
            id,
            now,
            Map.of(
                "id",
                id,
                "prediction_time",
                now,
                "model",
                "direction",
                "version",
                "7",
                "segment",
                segment,
                "probabilities",
                new TreeMap<>( // a score is the probability of the class that is named first
                    Map.of(
                        "up",
                        up ? confidence : 1 - confidence,
                        "down",
                        up ? 1 - confidence : confidence)))));
    outcomes.add(
        DeskRecord.of(
            BusinessFormat.OUTCOMES,
            id,
            now + LABEL_DELAY_MILLIS,
            Map.of(
                "id",
                id,
                "outcome_time",
                now + LABEL_DELAY_MILLIS,
                "outcome",
                up == right ? "up" : "down")));
  }
}
