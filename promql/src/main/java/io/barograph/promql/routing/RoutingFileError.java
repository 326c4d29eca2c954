package io.barograph.promql.routing;

/**
 * One thing wrong with a routing file.
 *
 * @param file the name of the file
 * @param line counted from 1
 * @param column counted from 1
 * @param entry what it is in, such as {@code receiver "desk"}, or the empty text
 * @param field the field it is about, or the empty text
 * @param message what is wrong and what to do
 */
public record RoutingFileError(
    String file, int line, int column, String entry, String field, String message) {

  /** All of it: {@code alertmanager.yml:7:9: receiver "desk", field "name": ...}. */
  @Override
  public String toString() {
    String named = field.isEmpty() ? "" : "field \"" + field + "\"";
    String place = entry + (entry.isEmpty() || named.isEmpty() ? "" : ", ") + named;
    return "%s:%d:%d: %s%s%s"
        .formatted(file, line, column, place, place.isEmpty() ? "" : ": ", message);
  }
}
