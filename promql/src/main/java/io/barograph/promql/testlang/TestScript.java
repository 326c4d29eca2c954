package io.barograph.promql.testlang;

import io.barograph.promql.parse.Durations;
import io.barograph.promql.testlang.TestCommand.Clear;
import io.barograph.promql.testlang.TestCommand.Evaluate;
import io.barograph.promql.testlang.TestCommand.Load;
import io.barograph.promql.testlang.TestCommand.Times;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A script in Prometheus's test language ({@code promqltest}). */
public final class TestScript {
  private static final Pattern LOAD = Pattern.compile("load(?:_with_nhcb)?\\s+(\\S+)");
  private static final Pattern INSTANT =
      Pattern.compile("eval(?:_(fail|warn|ordered|info))?\\s+instant\\s+(?:at\\s+(\\S+)\\s+)?(.+)");
  private static final Pattern RANGE =
      Pattern.compile(
          "eval(?:_(fail|warn|info))?\\s+range\\s+from\\s+(\\S+)\\s+to\\s+(\\S+)\\s+step\\s+(\\S+)\\s+(.+)");

  private final String name;
  private final String[] lines;
  private final List<TestCommand> commands = new ArrayList<>();

  /** The line to be read next, counted from 0. */
  private int next;

  private TestScript(String name, String text) {
    this.name = name;
    this.lines = text.split("\n", -1);
  }

  /**
   * The steps of a script, in order.
   *
   * @param name what the script is called in messages
   * @throws TestScriptException at the first line that cannot be read
   */
  public static List<TestCommand> parse(String name, String text) throws TestScriptException {
    TestScript script = new TestScript(name, text);
    while (script.next < script.lines.length) {
      script.command();
    }
    return List.copyOf(script.commands);
  }

  private void command() throws TestScriptException {
    String line = line(next++);
    if (line.isEmpty()) {
      return;
    }
    int number = next;
    String word = line.split("\\s", 2)[0].toLowerCase(Locale.ROOT);
    try {
      if (word.equals("clear")) {
        commands.add(new Clear(number));
      } else if (word.startsWith("load")) {
        commands.add(load(number, line));
      } else if (word.startsWith("eval")) {
        commands.add(evaluate(number, line));
      } else {
        throw new IllegalArgumentException("a command must be clear, load or eval, was " + word);
      }
    } catch (IllegalArgumentException invalid) {
      throw new TestScriptException(name, next, invalid.getMessage());
    }
  }

  private Load load(int number, String line) {
    Matcher load = LOAD.matcher(line);
    if (!load.matches()) {
      throw new IllegalArgumentException("a load must be like: load 5m");
    }
    List<SeriesValues> series = new ArrayList<>();
    for (String values = block(); !values.isEmpty(); values = block()) {
      if (!values.contains("@st ")) {
        series.add(SeriesLine.parse(values));
      }
    }
    return new Load(number, Durations.parse(load.group(1)), series);
  }

  private Evaluate evaluate(int number, String line) {
    Matcher instant = INSTANT.matcher(line);
    Matcher range = RANGE.matcher(line);
    String suffix;
    Times times;
    String query;
    if (instant.matches()) {
      Duration at = instant.group(2) == null ? Duration.ZERO : time(instant.group(2));
      suffix = instant.group(1);
      times = new Times(at, at, Duration.ofMillis(1));
      query = instant.group(3);
    } else if (range.matches()) {
      suffix = range.group(1);
      times = new Times(time(range.group(2)), time(range.group(3)), time(range.group(4)));
      query = range.group(5);
    } else {
      throw new IllegalArgumentException(
          "an eval must be like: eval instant at 5m up, or eval range from 0 to 5m step 1m up");
    }
    List<String> expectations = new ArrayList<>();
    if (suffix != null) {
      expectations.add(suffix);
    }
    OptionalDouble scalar = OptionalDouble.empty();
    List<SeriesValues> series = new ArrayList<>();
    for (String result = block(); !result.isEmpty(); result = block()) {
      if (result.startsWith("expect ") || result.startsWith("expect_")) {
        expectations.add(result.substring("expect ".length()).strip());
      } else if (SeriesLine.isNumber(result)) {
        scalar = OptionalDouble.of(SeriesLine.number(result));
      } else {
        series.add(SeriesLine.parse(result));
      }
    }
    return new Evaluate(number, times, query, scalar, series, expectations);
  }

  /** A time, which may lie before 0. */
  private static Duration time(String text) {
    return text.startsWith("-")
        ? Durations.parse(text.substring(1)).negated()
        : Durations.parse(text);
  }

  /** The next line of a block, or the empty text at its end. */
  private String block() {
    return next < lines.length ? line(next++) : "";
  }

  /** The line without spaces around it; a comment is an empty line. */
  private String line(int index) {
    String line = lines[index].strip();
    return line.startsWith("#") ? "" : line;
  }
}
