package io.barograph.cli.stack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.UnaryOperator;

/**
 * Gives Barograph's indices their lifecycle policy on a server that has index lifecycle management.
 *
 * <p>The index templates name the component template that sets the policy and pass over its
 * absence, so that one and the same template serves both kinds of server.
 */
final class IndexLifecycle {
  private static final String POLICY = "barograph";
  private static final String COMPONENT = "barograph-lifecycle";

  /** When the policy warms an index. */
  private static final Duration WARMED = Duration.ofDays(45);

  private static final ObjectMapper JSON = new ObjectMapper();

  private IndexLifecycle() {}

  /**
   * Installs the policy and the component template of {@code folder} if the server offers ILM, and
   * a policy for each family that has a retention of its own, called {@link #policy}.
   *
   * @return true if it does
   * @throws IOException if the server does not answer
   * @throws StackException if it does not say whether it offers ILM, or refuses a file
   */
  static boolean installIfOffered(
      Path folder, String elasticsearchUrl, Http http, IndexRetention retention)
      throws IOException {
    if (!isOffered(elasticsearchUrl, http)) {
      return false;
    }
    // The policies first: what names one must not be there before it is.
    String policies = elasticsearchUrl + "/_ilm/policy/";
    put(folder, POLICY, policies + POLICY, text -> policyOf(text, retention.all()), http);
    for (String family : retention.families().keySet()) {
      put(
          folder,
          POLICY,
          policies + policy(family),
          text -> policyOf(text, retention.of(family)),
          http);
    }
    put(
        folder,
        COMPONENT,
        elasticsearchUrl + "/_component_template/" + COMPONENT,
        text -> text,
        http);
    return true;
  }

  /** The name of the policy of a family that has a retention of its own. */
  static String policy(String family) {
    return POLICY + '-' + family;
  }

  /** The policy with another time at which an index is deleted. */
  private static String policyOf(String text, Duration retention) {
    try {
      JsonNode policy = JSON.readTree(text);
      ObjectNode phases = (ObjectNode) policy.at("/policy/phases");
      ((ObjectNode) phases.path("delete")).put("min_age", retention.toDays() + "d");
      if (retention.compareTo(WARMED) <= 0) {
        phases.remove("warm"); // it would be deleted before it is warmed
      }
      return policy.toString();
    } catch (JsonProcessingException broken) {
      throw new StackException("the lifecycle policy is no JSON: " + broken.getMessage(), broken);
    }
  }

  /* A server without ILM knows no such path and answers 400, or 405 where it takes _ilm for an index. */
  private static boolean isOffered(String elasticsearchUrl, Http http) throws IOException {
    int status = http.status(elasticsearchUrl + "/_ilm/status");
    return switch (status) {
      case 200 -> true;
      case 400, 404, 405 -> false;
      default ->
          throw new StackException(
              "Elasticsearch does not say whether it has index lifecycle management: status "
                  + status
                  + " from "
                  + elasticsearchUrl
                  + "/_ilm/status");
    };
  }

  private static void put(
      Path folder, String name, String url, UnaryOperator<String> change, Http http) {
    Path file = folder.resolve(name + ".json");
    try {
      http.put(url, change.apply(Files.readString(file)));
    } catch (IOException e) {
      throw new StackException("cannot install " + file + ": " + e.getMessage(), e);
    }
  }
}
