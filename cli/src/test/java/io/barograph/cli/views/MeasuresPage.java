package io.barograph.cli.views;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The names of derived samples that {@code docs/measures.md} lists. */
final class MeasuresPage {
  private static final Path PAGE = Path.of("..", "docs", "measures.md");

  /** A name in backticks, whole or what stands behind the names before it. */
  private static final Pattern NAME = Pattern.compile("`([a-z_]+)(?:\\{[a-z, ]*})?`");

  /** The head of a table whose first cells leave out how all its names begin. */
  private static final Pattern BEGIN = Pattern.compile("`(barograph_[a-z_]+_)…`");

  private static final Pattern DOMAIN = Pattern.compile("barograph_[a-z]+_");

  private MeasuresPage() {}

  static Set<String> names() throws IOException {
    return names(Files.readString(PAGE));
  }

  static Set<String> names(String page) {
    Set<String> names = new TreeSet<>();
    String begin = "";
    String domain = "";
    for (String line : page.lines().toList()) {
      Matcher head = BEGIN.matcher(line);
      if (head.find()) {
        begin = head.group(1);
      } else if (line.isEmpty()) {
        begin = "";
      }
      String cell = line.startsWith("|") ? line.split("\\|", 3)[1] : "";
      for (Matcher name = NAME.matcher(line); name.find(); ) {
        String text = name.group(1);
        if (text.startsWith("barograph_")) {
          names.add(text);
          Matcher beginning = DOMAIN.matcher(text);
          domain = beginning.lookingAt() ? beginning.group() : domain;
        } else if (text.startsWith("_")) {
          names.add(domain + text.substring(1));
        } else if (!begin.isEmpty() && cell.contains(name.group())) {
          names.add(begin + text);
        }
      }
    }
    return names;
  }
}
