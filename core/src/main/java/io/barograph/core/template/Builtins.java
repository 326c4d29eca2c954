package io.barograph.core.template;

import io.barograph.core.template.GoValue.GoList;
import io.barograph.core.template.GoValue.GoMap;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Functions of Go's templates that work on lists, maps and texts. */
final class Builtins {
  private Builtins() {}

  /** The arguments as one text. */
  static String text(List<Object> arguments) {
    return GoFormat.print(
        arguments.stream().map(value -> value == null ? "<no value>" : value).toList());
  }

  /** The number of elements, or of bytes. */
  static Object length(Object item) {
    if (item instanceof String string) {
      return (long) string.getBytes(StandardCharsets.UTF_8).length;
    }
    if (item instanceof GoList list) {
      return (long) list.items().size();
    }
    if (item instanceof GoMap map) {
      return (long) map.entries().size();
    }
    throw new FailedCallException(
        item == null
            ? "reflect: call of reflect.Value.Type on zero Value"
            : "len of type " + GoValue.typeOf(item));
  }

  /** The element at the place that the indexes name, one inside the other. */
  static Object index(List<Object> arguments) {
    Object item = arguments.get(0);
    if (item == null) {
      throw new FailedCallException("index of untyped nil");
    }
    for (Object index : arguments.subList(1, arguments.size())) {
      if (item instanceof GoMap map) {
        item = map.entries().getOrDefault(key(index), map.zero());
      } else if (item instanceof GoList list) {
        item = list.items().get(within(index, list.items().size(), "slice"));
      } else if (item instanceof String string) {
        byte[] bytes = string.getBytes(StandardCharsets.UTF_8);
        item = (long) (bytes[within(index, bytes.length, "string")] & 0xFF);
      } else {
        throw new FailedCallException(
            item == null
                ? "index of nil pointer"
                : "can't index item of type " + GoValue.typeOf(item));
      }
    }
    return item;
  }

  /** A part of a text or list: from the first index to the second. */
  static Object slice(List<Object> arguments) {
    Object item = arguments.get(0);
    int count = arguments.size() - 1;
    if (item == null) {
      throw new FailedCallException("slice of untyped nil");
    }
    if (count > 3) {
      throw new FailedCallException("too many slice indexes: " + count);
    }
    boolean isText = item instanceof String;
    if (isText && count == 3) {
      throw new FailedCallException("cannot 3-index slice a string");
    }
    if (!isText && !(item instanceof GoList)) {
      throw new FailedCallException("can't slice item of type " + GoValue.typeOf(item));
    }
    int length = ((Long) length(item)).intValue();
    int[] places = {0, length, length};
    for (int i = 0; i < count; i++) {
      places[i] = place(arguments.get(i + 1), length);
    }
    for (int i = 1; i < Math.max(count, 2); i++) {
      if (places[i - 1] > places[i]) {
        throw new FailedCallException(
            "invalid slice index: %d > %d".formatted(places[i - 1], places[i]));
      }
    }
    if (item instanceof GoList list) {
      return new GoList(list.type(), list.items().subList(places[0], places[1]));
    }
    byte[] bytes = ((String) item).getBytes(StandardCharsets.UTF_8);
    return new String(Arrays.copyOfRange(bytes, places[0], places[1]), StandardCharsets.UTF_8);
  }

  /** Why a value cannot be called: none that a template can get hold of is a function. */
  static FailedCallException notAFunction(Object value) {
    return new FailedCallException(
        value == null ? "call of nil" : "non-function of type " + GoValue.typeOf(value));
  }

  private static String key(Object index) {
    if (index instanceof String key) {
      return key;
    }
    throw new FailedCallException(
        index == null
            ? "value is nil; should be of type string"
            : "value has type %s; should be string".formatted(GoValue.typeOf(index)));
  }

  private static int within(Object index, int length, String kind) {
    int place = place(index, length);
    if (place == length) {
      throw new FailedCallException("reflect: " + kind + " index out of range");
    }
    return place;
  }

  private static int place(Object index, int length) {
    if (!(index instanceof Long place)) {
      throw new FailedCallException(
          "cannot index slice/array with "
              + (index == null ? "nil" : "type " + GoValue.typeOf(index)));
    }
    if (place < 0 || place > length) {
      throw new FailedCallException("index out of range: " + place);
    }
    return place.intValue();
  }
}
