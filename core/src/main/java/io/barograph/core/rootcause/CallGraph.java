package io.barograph.core.rootcause;

import java.util.Set;
import java.util.function.Function;

/**
 * Who calls whom: {@code new CallGraph(graph::callees, graph::callers)} of any graph of services.
 *
 * @param callees whom a service calls, in an order that is always the same; none if it is not known
 * @param callers who calls a service, likewise
 */
public record CallGraph(
    Function<String, Set<String>> callees, Function<String, Set<String>> callers) {
  /** Whom a service calls. */
  Set<String> calleesOf(String service) {
    return callees.apply(service);
  }

  /** Who calls a service. */
  Set<String> callersOf(String service) {
    return callers.apply(service);
  }
}
