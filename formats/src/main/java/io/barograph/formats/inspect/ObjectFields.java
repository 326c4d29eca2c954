package io.barograph.formats.inspect;

import io.barograph.core.alert.Owner;
import io.barograph.core.labels.Labels;
import io.barograph.formats.decode.MalformedRecordException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The fields of one object, as far as they were read. */
final class ObjectFields {
  private final String path;
  private final String all;
  private final List<String> names;
  private final Set<String> seen = new HashSet<>();
  private final Map<String, Object> values = new HashMap<>();

  /**
   * No field yet.
   *
   * @param all the names of all fields, separated by {@code ", "}
   */
  ObjectFields(String path, String all) {
    this.path = path;
    this.all = all;
    this.names = List.of(all.split(", ?"));
  }

  /** Takes that a field is there. */
  void see(String field) throws MalformedRecordException {
    if (!names.contains(field)) {
      throw MalformedRecordException.of(path, field, "must have the fields " + all + " only");
    }
    seen.add(field);
  }

  void put(String field, Object value) {
    values.put(field, value);
  }

  void requireAll() throws MalformedRecordException {
    requireAllBut();
  }

  void requireAllBut(String... optional) throws MalformedRecordException {
    List<String> missing = new ArrayList<>(names);
    missing.removeAll(seen);
    missing.removeAll(Arrays.asList(optional));
    if (!missing.isEmpty()) {
      throw MalformedRecordException.malformed(path + '.' + missing.get(0) + ": must be given");
    }
  }

  String text(String field) {
    return (String) values.get(field);
  }

  boolean bool(String field) {
    return (Boolean) values.get(field);
  }

  double real(String field) {
    return (Double) values.get(field);
  }

  long longNumber(String field) {
    return (Long) values.get(field);
  }

  int number(String field) throws MalformedRecordException {
    long number = longNumber(field);
    if (number > Integer.MAX_VALUE) {
      throw MalformedRecordException.of(
          path + '.' + field, Long.toString(number), "must be at most " + Integer.MAX_VALUE);
    }
    return (int) number;
  }

  /** A time; the least long if it is not there. */
  long time(String field) {
    return (Long) values.getOrDefault(field, Long.MIN_VALUE);
  }

  Labels labels(String field) {
    return (Labels) values.get(field);
  }

  Owner owner() {
    return (Owner) values.get("owner");
  }
}
