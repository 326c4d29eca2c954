package io.barograph.sinks.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BulkItemTest {
  @Test
  void readsEachItemWithItsError() throws IOException {
    List<BulkItem> items =
        read(
            """
            {"took":3,"errors":true,"items":[
              {"index":{"_id":"a","status":201,"_shards":{"total":1}}},
              {"index":{"status":409,"error":{"type":"version_conflict_engine_exception","reason":"newer"}}},
              {"index":{"status":400,"error":{"type":"strict_dynamic_mapping_exception","reason":"[x] is not allowed","caused_by":{"type":"y"}}}},
              {"index":{"status":429,"error":"too many"}}]}
            """);

    assertThat(items)
        .containsExactly(
            new BulkItem(201, ""),
            new BulkItem(409, "version_conflict_engine_exception: newer"),
            new BulkItem(400, "strict_dynamic_mapping_exception: [x] is not allowed"),
            new BulkItem(429, "too many"));
  }

  @Test
  void anythingElseIsNoAnswer() {
    assertThatThrownBy(() -> read("[]")).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> read("<html>")).isInstanceOf(IOException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "200, STORED",
    "201, STORED",
    "409, ALREADY_NEWER",
    "429, RETRY",
    "500, RETRY",
    "503, RETRY",
    "400, REJECTED",
    "404, REJECTED",
    "413, REJECTED",
  })
  void classifiesItems(int status, DocumentOutcome outcome) {
    assertThat(DocumentOutcome.ofItem(status)).isEqualTo(outcome);
  }

  @ParameterizedTest
  @CsvSource({"200, STORED", "429, RETRY", "502, RETRY", "401, FATAL", "403, FATAL", "400, FATAL"})
  void classifiesRequests(int status, DocumentOutcome outcome) {
    assertThat(DocumentOutcome.ofRequest(status)).isEqualTo(outcome);
  }

  @ParameterizedTest
  @CsvSource({"1, 0, 200", "2, 0, 400", "5, 0, 3200", "6, 0, 5000", "99, 0, 5000", "1, 1, 100"})
  void waitsLongerWithEachFailure(int failures, double jitter, long millis) {
    assertThat(Backoff.waitMillis(failures, jitter)).isEqualTo(millis);
  }

  private static List<BulkItem> read(String json) throws IOException {
    return BulkItem.readAll(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)));
  }
}
