package io.barograph.jobs.output;

import io.barograph.jobs.testing.SerializerContract;
import io.barograph.sinks.elasticsearch.ElasticsearchDocument;
import java.util.List;

class ElasticsearchDocumentSerializerTest extends SerializerContract<ElasticsearchDocument> {
  ElasticsearchDocumentSerializerTest() {
    super(ElasticsearchDocumentSerializer.INSTANCE, "elasticsearch-document-v1");
  }

  @Override
  protected List<ElasticsearchDocument> values() {
    return List.of(
        new ElasticsearchDocument("barograph-alerts-2026.11", "a1-60000", 3, "{\"a\":\"価格\"}"),
        new ElasticsearchDocument("", "", Long.MAX_VALUE, ""));
  }
}
