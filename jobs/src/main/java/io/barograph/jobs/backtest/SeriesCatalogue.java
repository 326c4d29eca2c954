package io.barograph.jobs.backtest;

import io.barograph.core.bytes.LabelsBytes;
import io.barograph.core.labels.Labels;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The series of a backtest, each with a number: so that a sample needs no labels of its own while
 * it is sorted.
 *
 * <p>Holds every series in memory, about 1 KiB each. Several threads may ask for numbers at once.
 */
final class SeriesCatalogue {
  private final Map<Labels, Integer> numbers = new ConcurrentHashMap<>();
  private final List<Labels> all = new ArrayList<>();

  /** The number of a series, from 0 in the order in which they are first seen. */
  int numberOf(Labels labels) {
    Integer known = numbers.get(labels);
    return known != null ? known : numbers.computeIfAbsent(labels, this::add);
  }

  private int add(Labels labels) {
    synchronized (all) {
      all.add(labels);
      return all.size() - 1;
    }
  }

  Labels labels(int number) {
    return all.get(number);
  }

  int size() {
    return all.size();
  }

  void write(Path file) throws IOException {
    try (DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
      out.writeInt(all.size());
      for (Labels labels : all) {
        LabelsBytes.write(labels, out);
      }
    }
  }

  static SeriesCatalogue read(Path file) throws IOException {
    SeriesCatalogue series = new SeriesCatalogue();
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
      for (int count = in.readInt(); count > 0; count--) {
        int unused = series.numberOf(LabelsBytes.read(in));
      }
    }
    return series;
  }

  /** By number, the place of each series in the order of their labels. */
  int[] ranks() {
    List<Integer> order = new ArrayList<>(all.size());
    for (int number = 0; number < all.size(); number++) {
      order.add(number);
    }
    order.sort((one, other) -> all.get(one).compareTo(all.get(other)));
    int[] ranks = new int[all.size()];
    for (int rank = 0; rank < ranks.length; rank++) {
      ranks[order.get(rank)] = rank;
    }
    return ranks;
  }
}
