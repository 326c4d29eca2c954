package io.barograph.core.incident;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Where an incident may have begun.
 *
 * @param place a service or host
 * @param score how probable it is that it began there and at none of the others, in [0, 1]
 */
record Suspect(String place, double score) {
  /** {@code payments 0.93, orders 0.07}. */
  static String text(List<Suspect> suspects) {
    return suspects.stream()
        .map(one -> String.format(Locale.ROOT, "%s %.2f", one.place, one.score))
        .collect(Collectors.joining(", "));
  }

  /** Their places, in order. */
  static List<String> places(List<Suspect> suspects) {
    return suspects.stream().map(Suspect::place).toList();
  }

  static void writeAll(List<Suspect> suspects, DataOutput out) throws IOException {
    out.writeInt(suspects.size());
    for (Suspect one : suspects) {
      out.writeUTF(one.place);
      out.writeDouble(one.score);
    }
  }

  static List<Suspect> readAll(DataInput in) throws IOException {
    List<Suspect> suspects = new ArrayList<>();
    for (int count = in.readInt(); count > 0; count--) {
      suspects.add(new Suspect(in.readUTF(), in.readDouble()));
    }
    return suspects;
  }
}
