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
    "200, '', STORED",
    "201, '', STORED",
    "409, version_conflict_engine_exception: newer, ALREADY_NEWER",
    "429, es_rejected_execution_exception: full, RETRY",
    "500, '', RETRY",
    "503, unavailable_shards_exception: none, RETRY",
    "400, document_parsing_exception: no date, REJECTED",
    "404, index_not_found_exception: none, REJECTED",
    "413, '', REJECTED",
    "403, cluster_block_exception: index is read-only, REJECTED",
    "403, security_exception: action is unauthorized, FORBIDDEN",
    "401, security_exception: unable to authenticate, FORBIDDEN",
  })
  void classifiesItems(int status, String error, DocumentOutcome outcome) {
    assertThat(DocumentOutcome.of(new BulkItem(status, error))).isEqualTo(outcome);
  }

  @ParameterizedTest
  @CsvSource({
    "200, ANSWERED",
    "0, RETRY",
    "408, RETRY",
    "429, RETRY",
    "502, RETRY",
    "413, TOO_LARGE",
    "400, SPOILT",
    "401, REFUSED",
    "403, REFUSED",
    "404, REFUSED",
    "-1, REFUSED",
  })
  void classifiesRequests(int status, RequestOutcome outcome) {
    assertThat(RequestOutcome.of(status)).isEqualTo(outcome);
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
