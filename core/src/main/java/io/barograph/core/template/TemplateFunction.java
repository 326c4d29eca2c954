package io.barograph.core.template;

import java.util.List;
import java.util.Optional;

/**
 * A function that templates can call.
 *
 * @param parameters what it takes at least
 * @param variadic what it takes behind that, as often as given; if absent, nothing
 * @param body what it does; null for a function whose arguments are not all evaluated
 */
record TemplateFunction(
    String name, List<Parameter> parameters, Optional<Parameter> variadic, Body body) {
  /** Works on checked arguments; throws {@link FailedCallException} where it cannot. */
  interface Body {
    Object apply(TemplateData data, List<Object> arguments);
  }

  static TemplateFunction of(String name, List<Parameter> parameters, Body body) {
    return new TemplateFunction(name, List.copyOf(parameters), Optional.empty(), body);
  }

  static TemplateFunction variadic(
      String name, List<Parameter> parameters, Parameter rest, Body body) {
    return new TemplateFunction(name, List.copyOf(parameters), Optional.of(rest), body);
  }

  boolean isLazy() {
    return body == null;
  }

  /** What the function takes at {@code place}, from 0. */
  Parameter parameter(int place) {
    return place < parameters.size() ? parameters.get(place) : variadic.orElseThrow();
  }

  Object apply(TemplateData data, List<Object> arguments) {
    return body.apply(data, arguments);
  }
}
