package io.barograph.jobs.options;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.configuration.ConfigOption;

/** The names of all options. */
public final class OptionNames {
  private static final int NEAR = 3;

  private OptionNames() {}

  /** Every option that does not belong to one input. */
  public static List<ConfigOption<?>> all() {
    List<ConfigOption<?>> options = new ArrayList<>();
    List<Field> fields = new ArrayList<>(List.of(BarographOptions.class.getFields()));
    fields.addAll(List.of(DetectorOptions.class.getFields()));
    fields.addAll(List.of(PredictionOptions.class.getFields()));
    fields.addAll(List.of(EntityOptions.class.getFields()));
    fields.addAll(List.of(PeerOptions.class.getFields()));
    fields.addAll(List.of(IncidentOptions.class.getFields()));
    fields.addAll(List.of(NotificationOptions.class.getFields()));
    for (Field field : fields) {
      if (Modifier.isStatic(field.getModifiers()) && field.getType() == ConfigOption.class) {
        try {
          options.add((ConfigOption<?>) field.get(null));
        } catch (IllegalAccessException impossible) {
          throw new IllegalStateException(impossible);
        }
      }
    }
    return options;
  }

  /** The keys of every option of a job with these inputs. */
  static Set<String> known(List<String> inputs) {
    Set<String> keys = new TreeSet<>();
    all().forEach(option -> keys.add(option.key()));
    for (String input : inputs) {
      keys.add(BarographOptions.inputTopic(input).key());
      keys.add(BarographOptions.inputFormat(input).key());
      keys.add(BarographOptions.inputMetrics(input).key());
    }
    return keys;
  }

  /** The sentence on a key that is not known. */
  static String unknown(String key, Set<String> known) {
    return known.stream()
        .filter(candidate -> distance(candidate, key) <= NEAR)
        .findFirst()
        .map(near -> "%s is not an option; did you mean %s?".formatted(key, near))
        .orElse("%s is not an option; docs/configuration.md lists them".formatted(key));
  }

  /* Levenshtein's edit distance, one row at a time. */
  private static int distance(String one, String other) {
    int[] row = new int[other.length() + 1];
    for (int j = 0; j <= other.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= one.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= other.length(); j++) {
        int above = row[j];
        int changed = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(changed, 1 + Math.min(above, row[j - 1]));
        diagonal = above;
      }
    }
    return row[other.length()];
  }
}
