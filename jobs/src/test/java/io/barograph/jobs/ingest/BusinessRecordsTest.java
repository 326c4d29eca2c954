package io.barograph.jobs.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.barograph.core.detect.ModelPromotion;
import io.barograph.core.detect.SeriesLabel;
import io.barograph.core.detect.SeriesSample;
import io.barograph.core.detect.Statement;
import io.barograph.core.labels.Labels;
import io.barograph.core.market.Quote;
import io.barograph.core.measure.BusinessRecord;
import io.barograph.core.prediction.ModelEvent;
import io.barograph.core.prediction.Outcome;
import io.barograph.core.prediction.Prediction;
import io.barograph.core.service.Request;
import io.barograph.core.service.UserEvent;
import io.barograph.core.strategy.EquityPoint;
import io.barograph.core.strategy.OrderChange;
import io.barograph.core.strategy.OrderState;
import io.barograph.formats.record.JsonRecordFields;
import io.barograph.formats.record.OutcomeReader;
import io.barograph.formats.record.PredictionReader;
import io.barograph.formats.record.TradeReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

final class BusinessRecordsTest {
  @Test
  void everyTypeIsReadAsItWasWrittenBehindItsOwnNumber() throws Exception {
    Prediction prediction =
        new PredictionReader()
            .read(
                JsonRecordFields.of(
                    bytes(
                        "{\"id\":\"p\",\"prediction_time\":5,\"model\":\"m\","
                            + "\"probabilities\":{\"up\":0.7,\"down\":0.3}}")));
    Outcome outcome =
        new OutcomeReader()
            .read(
                JsonRecordFields.of(bytes("{\"id\":\"p\",\"outcome_time\":9,\"outcome\":\"up\"}")));
    SeriesLabel label = new SeriesLabel(Labels.of(Labels.METRIC_NAME, "load"), 9, "l", 6, 8, true);
    ModelPromotion promotion =
        new ModelPromotion("a", "disks", 3, 9, 11, 4, "format=\u00e9\n".repeat(10_000));
    List<BusinessRecord> records =
        List.of(
            new TradeReader()
                .read(
                    JsonRecordFields.of(
                        bytes(
                            "{\"strategy\":\"s\",\"id\":\"t\",\"close_time\":7,\"side\":\"buy\","
                                + "\"qty\":1,\"pnl\":-2.5}"))),
            new OrderChange("a", "s", "o", "BTCUSD", "24x7", OrderState.FILLED, 3),
            new EquityPoint("a", "s", "XNYS", 4, 1e6),
            new Quote(6, 5, "BTCUSD", "24x7", 8, 1, 2, 3, 4, 5),
            prediction,
            outcome,
            new ModelEvent.Labelled(prediction, outcome),
            new Request("desk", "/orders", "POST", 503, 0.25, 10, 20, "ann", 7, "r"),
            new UserEvent("desk", "ann", "charts", "sign-up", 2, UserEvent.Outcome.OK, 0.5, 8, "e"),
            new Request("desk", "/bars", "GET", 200, 0.25, 10, 20, "ann", 7, "r").on("BTCUSD"),
            new SeriesSample(Labels.of(Labels.METRIC_NAME, "load"), 7, 0.5),
            label,
            promotion,
            new Statement("ann", "", promotion),
            new Statement("ann", "\u00e9", label));
    StringBuilder numbers = new StringBuilder();
    for (BusinessRecord record : records) {
      DataOutputSerializer out = new DataOutputSerializer(64);
      BusinessRecords.write(record, out);
      byte[] written = out.getCopyOfBuffer();
      numbers.append(written[0]);
      DataInputDeserializer in = new DataInputDeserializer(written);
      assertThat(BusinessRecords.read(in)).isEqualTo(record);
      assertThat(in.available()).isZero();
    }
    assertThat(numbers).as("part of the savepoint format").hasToString("123455678121415161717");
  }

  @Test
  void aTypeThatIsNotKnownIsRefused() {
    assertThatThrownBy(() -> BusinessRecords.read(new DataInputDeserializer(new byte[] {99})))
        .isInstanceOf(IOException.class)
        .hasMessage("a business record of type 99 is not known");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
