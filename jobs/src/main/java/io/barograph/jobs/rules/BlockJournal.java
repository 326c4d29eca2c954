package io.barograph.jobs.rules;

import io.barograph.core.labels.Labels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What was appended to a block since its last checkpoint, in the order of arrival. */
final class BlockJournal {
  private static final int FIELDS = 4;

  private final List<Labels> announced = new ArrayList<>();
  private long[] samples = new long[64];
  private int length;

  void announce(Labels labels) {
    announced.add(labels);
  }

  void add(long fingerprint, long timestamp, long bits, long behind) {
    if (length == samples.length) {
      samples = Arrays.copyOf(samples, 2 * length);
    }
    samples[length++] = fingerprint;
    samples[length++] = timestamp;
    samples[length++] = bits;
    samples[length++] = behind;
  }

  List<Labels> announced() {
    return announced;
  }

  int size() {
    return length / FIELDS;
  }

  long fingerprint(int index) {
    return samples[FIELDS * index];
  }

  long timestamp(int index) {
    return samples[FIELDS * index + 1];
  }

  long bits(int index) {
    return samples[FIELDS * index + 2];
  }

  long behind(int index) {
    return samples[FIELDS * index + 3];
  }

  void clear() {
    announced.clear();
    length = 0;
    if (samples.length > 4096) {
      samples = new long[64];
    }
  }
}
