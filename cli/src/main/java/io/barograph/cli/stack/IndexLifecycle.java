package io.barograph.cli.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Gives Barograph's indices their lifecycle policy on a server that has index lifecycle management.
 *
 * <p>The index templates name the component template that sets the policy and pass over its
 * absence, so that one and the same template serves both kinds of server.
 */
final class IndexLifecycle {
  private static final String POLICY = "barograph";
  private static final String COMPONENT = "barograph-lifecycle";

  private IndexLifecycle() {}

  /**
   * Installs the policy and the component template of {@code folder} if the server offers ILM.
   *
   * @return true if it does
   * @throws IOException if the server does not answer
   * @throws StackException if it does not say whether it offers ILM, or refuses a file
   */
  static boolean installIfOffered(Path folder, String elasticsearchUrl, Http http)
      throws IOException {
    if (!isOffered(elasticsearchUrl, http)) {
      return false;
    }
    // The policy first: what names it must not be there before it is.
    put(folder, POLICY, elasticsearchUrl + "/_ilm/policy/", http);
    put(folder, COMPONENT, elasticsearchUrl + "/_component_template/", http);
    return true;
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

  private static void put(Path folder, String name, String url, Http http) {
    Path file = folder.resolve(name + ".json");
    try {
      http.put(url + name, Files.readString(file));
    } catch (IOException e) {
      throw new StackException("cannot install " + file + ": " + e.getMessage(), e);
    }
  }
}
