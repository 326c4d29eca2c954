package io.barograph.cli.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a real server does when indices are deleted. */
class ExpiredIndicesITCase {
  @TempDir private static Path folder;

  @Test
  void anIndexWhoseTimeIsOverGoesAndTheOthersStay() throws Exception {
    assumeThat(TestInstallation.get().elasticsearchZips())
        .as("the server's distribution is laid out")
        .isDirectory();
    Http http = new Http();
    try (RealElasticsearch elasticsearch = RealElasticsearch.start(folder.resolve("home"))) {
      String address = elasticsearch.address();
      http.put(address + "/barograph-audit-2025.01/_doc/a", "{\"id\":\"a\"}");
      http.put(address + "/barograph-audit-2026.11/_doc/a", "{\"id\":\"a\"}");
      ExpiredIndices expired = new ExpiredIndices(address, http, IndexRetention.DEFAULT);

      assertThat(expired.delete(Instant.parse("2026-11-27T12:00:00Z")))
          .containsExactly("barograph-audit-2025.01");
      assertThat(http.status(address + "/barograph-audit-2025.01")).isEqualTo(404);
      assertThat(http.status(address + "/barograph-audit-2026.11")).isEqualTo(200);
    }
  }
}
