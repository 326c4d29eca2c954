package io.barograph.core.incident;

import io.barograph.core.labels.Labels;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * What an alert may have in common with others: its labels, and the words of its name and its text.
 * Numbers are no words, and neither is what stands in a label already.
 *
 * @param labels as {@code name=value}, in order, at most {@link #MAX_LABELS} of at most {@link
 *     #MAX_LENGTH} characters
 * @param words in lower case and in order, at most {@link #MAX_WORDS} of at most {@link
 *     #MAX_LENGTH} characters
 */
public record AlertTraits(List<String> labels, List<String> words) implements Serializable {
  /** Of further labels, by name, nothing is known. */
  public static final int MAX_LABELS = 16;

  /** Of further words, as they stand in the text, nothing is known. */
  public static final int MAX_WORDS = 16;

  /** A label or a word is told by so much of it. */
  public static final int MAX_LENGTH = 100;

  /** Nothing. */
  public static final AlertTraits NONE = new AlertTraits(List.of(), List.of());

  private static final int LEAST_LETTERS = 3;

  /** No more of a text is looked at. */
  private static final int MAX_TEXT = 500;

  public AlertTraits {
    labels = List.copyOf(labels);
    words = List.copyOf(words);
  }

  /**
   * The traits of an alert.
   *
   * @param labels all that it has
   * @param leftOut names of labels that say nothing of where it came from
   * @param text that people read; empty if there is none
   */
  public static AlertTraits of(Labels labels, Collection<String> leftOut, String text) {
    List<String> own = new ArrayList<>();
    Set<String> known = new TreeSet<>();
    for (int i = 0; i < labels.size(); i++) {
      String name = labels.name(i);
      if (!name.equals(Labels.ALERT_NAME)) {
        known.addAll(wordsOf(labels.value(i)));
        if (own.size() < MAX_LABELS && !leftOut.contains(name)) {
          own.add(cut(name + '=' + labels.value(i), MAX_LENGTH));
        }
      }
    }
    Set<String> words = new TreeSet<>();
    List<String> all = wordsOf(labels.get(Labels.ALERT_NAME));
    all.addAll(wordsOf(cut(text, MAX_TEXT)));
    for (String word : all) {
      if (words.size() < MAX_WORDS && !known.contains(word)) {
        words.add(word);
      }
    }
    return new AlertTraits(own, List.copyOf(words));
  }

  private static String cut(String text, int most) {
    return text.length() <= most ? text : text.substring(0, most);
  }

  /** Runs of letters, parted also where a small one is followed by a capital. */
  private static List<String> wordsOf(String text) {
    List<String> words = new ArrayList<>();
    int from = 0;
    for (int at = 1; at <= text.length(); at++) {
      if (at == text.length() || ends(text.charAt(at - 1), text.charAt(at))) {
        String word = cut(text.substring(from, at), MAX_LENGTH).toLowerCase(Locale.ROOT);
        if (word.length() >= LEAST_LETTERS && Character.isLetter(word.charAt(0))) {
          words.add(word);
        }
        from = at;
      }
    }
    return words;
  }

  private static boolean ends(char one, char next) {
    return Character.isLetter(one) != Character.isLetter(next)
        || (Character.isLowerCase(one) && Character.isUpperCase(next));
  }

  boolean isEmpty() {
    return labels.isEmpty() && words.isEmpty();
  }

  /** The same traits, each as {@code canonical} has it. */
  AlertTraits each(UnaryOperator<String> canonical) {
    return new AlertTraits(
        labels.stream().map(canonical).toList(), words.stream().map(canonical).toList());
  }

  /** Writes all of them. */
  void write(DataOutput out) throws IOException {
    write(labels, out);
    write(words, out);
  }

  private static void write(List<String> some, DataOutput out) throws IOException {
    out.writeByte(some.size());
    for (String one : some) {
      out.writeUTF(one);
    }
  }

  /** Reads what {@link #write} wrote. */
  static AlertTraits read(DataInput in) throws IOException {
    return new AlertTraits(readSome(in), readSome(in));
  }

  private static List<String> readSome(DataInput in) throws IOException {
    List<String> some = new ArrayList<>();
    for (int count = in.readByte(); count > 0; count--) {
      some.add(in.readUTF());
    }
    return some;
  }
}
