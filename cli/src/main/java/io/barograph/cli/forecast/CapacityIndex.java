package io.barograph.cli.forecast;

import io.barograph.cli.elasticsearch.Elasticsearch;
import java.io.IOException;
import java.net.http.HttpResponse;

/**
 * The indices {@code barograph-capacity-*} of an Elasticsearch. Plans are written by id with the
 * time of their newest value as version, so that written again they change nothing, and an older
 * one replaces none.
 */
public final class CapacityIndex {
  private static final int ALREADY_NEWER = 409;

  private final Elasticsearch server;

  /** The indices of a server. */
  public CapacityIndex(Elasticsearch server) {
    this.server = server;
  }

  /**
   * Writes a plan.
   *
   * @throws IOException if the server does not answer or refuses it; the message says why
   */
  public void write(ResourcePlan plan) throws IOException, InterruptedException {
    String path =
        "/%s/_doc/%s?version=%d&version_type=external_gte"
            .formatted(plan.index(), plan.id(), Math.max(1, plan.newest()));
    HttpResponse<String> answer = server.send("PUT", path, plan.json());
    if (answer.statusCode() >= 300 && answer.statusCode() != ALREADY_NEWER) {
      throw server.refusal("the plan of " + plan.resource(), answer);
    }
  }
}
