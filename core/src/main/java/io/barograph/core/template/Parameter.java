package io.barograph.core.template;

import io.barograph.core.template.GoValue.GoList;
import io.barograph.core.template.GoValue.GoStruct;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;

/** What a function takes at one place. */
enum Parameter {
  /** Anything, nil as well. */
  VALUE("reflect.Value"),
  /** Anything, nil as well. */
  ANY("interface {}"),
  STRING("string"),
  STRINGS("[]string"),
  SAMPLE(GoStruct.SAMPLE),
  QUERY_RESULT(Parameter.QUERY_RESULT_TYPE),
  TIME("time.Time"),
  DURATION("time.Duration");

  /** The type of what {@code query} answers. */
  static final String QUERY_RESULT_TYPE = "template.queryResult";

  private final String type;

  Parameter(String type) {
    this.type = type;
  }

  /** The name of the type, for messages. */
  String type() {
    return type;
  }

  boolean takesNil() {
    return this == VALUE || this == ANY || this == SAMPLE || this == QUERY_RESULT;
  }

  boolean accepts(Object value) {
    return switch (this) {
      case VALUE, ANY -> true;
      case STRING -> value instanceof String;
      case SAMPLE -> value instanceof GoStruct struct && struct.type().equals(type);
      case QUERY_RESULT -> value instanceof GoList list && list.type().equals(type);
      case STRINGS -> value instanceof GoList list && list.type().equals(type);
      case TIME -> value instanceof Instant || value instanceof ZonedDateTime;
      case DURATION -> value instanceof Duration;
    };
  }
}
