package io.barograph.promql.yaml;

import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/** Composes YAML text to nodes within bounds on its size, depth and aliases. */
public final class YamlText {
  /** The longest file, in characters. */
  public static final int MAX_LENGTH = 4 << 20;

  /** The deepest nesting of collections; a rule file has six levels, a test of rules eight. */
  static final int MAX_DEPTH = 32;

  /** The most aliases in a file. */
  static final int MAX_ALIASES = 50;

  private YamlText() {}

  /** What is wrong with a text, and where: line and column are counted from 1. */
  static final class InvalidYamlException extends Exception {
    private static final long serialVersionUID = 1;

    private final int line;
    private final int column;

    InvalidYamlException(String message, Optional<Mark> mark) {
      super(message);
      this.line = mark.map(Mark::getLine).orElse(0) + 1;
      this.column = mark.map(Mark::getColumn).orElse(0) + 1;
    }

    int line() {
      return line;
    }

    int column() {
      return column;
    }
  }

  /** The root of the first document; absent if there is none. */
  static Optional<Node> compose(String name, String text) throws InvalidYamlException {
    if (text.length() > MAX_LENGTH) {
      throw new InvalidYamlException(
          "a file must be at most %d characters long, was %d: split it"
              .formatted(MAX_LENGTH, text.length()),
          Optional.empty());
    }
    LoadSettings settings =
        LoadSettings.builder()
            .setLabel(name)
            .setAllowDuplicateKeys(true)
            .setMaxAliasesForCollections(MAX_ALIASES)
            .setCodePointLimit(MAX_LENGTH)
            .build();
    try {
      checkBounds(settings, text);
      for (Node document : new Compose(settings).composeAllFromString(text)) {
        return Optional.of(document);
      }
      return Optional.empty();
    } catch (MarkedYamlEngineException invalid) {
      throw new InvalidYamlException(
          "no valid YAML: " + invalid.getProblem(), invalid.getProblemMark());
    } catch (YamlEngineException invalid) {
      throw new InvalidYamlException("no valid YAML: " + invalid.getMessage(), Optional.empty());
    }
  }

  private static void checkBounds(LoadSettings settings, String text) throws InvalidYamlException {
    int depth = 0;
    int aliases = 0;
    for (Event event : new Parse(settings).parseString(text)) {
      switch (event.getEventId()) {
        case MappingStart, SequenceStart -> depth++;
        case MappingEnd, SequenceEnd -> depth--;
        case Alias -> aliases++;
        default -> {}
      }
      if (depth > MAX_DEPTH) {
        throw new InvalidYamlException(
            "YAML must nest at most %d levels deep".formatted(MAX_DEPTH), event.getStartMark());
      }
      if (aliases > MAX_ALIASES) {
        throw new InvalidYamlException(
            "a file must have at most %d aliases: write them out".formatted(MAX_ALIASES),
            event.getStartMark());
      }
      if (event.getEventId() == Event.ID.DocumentEnd) {
        return;
      }
    }
  }
}
