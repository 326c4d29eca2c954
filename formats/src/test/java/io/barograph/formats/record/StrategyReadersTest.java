package io.barograph.formats.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.barograph.core.strategy.EquityPoint;
import io.barograph.core.strategy.OrderChange;
import io.barograph.core.strategy.OrderState;
import io.barograph.core.strategy.Trade;
import io.barograph.core.strategy.TradeSide;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class StrategyReadersTest {
  private static final String TRADE =
      """
      {"account":"main","strategy":"grid","id":"t-1","symbol":"BTC","venue":"X","side":"Short",\
      "quantity":0.5,"decision_price":100,"fill_price":99.5,"pnl":-1.25,\
      "open_time":"2024-01-01T00:00:00Z","close_time":1704067260000,"fill_latency_ms":49,"extra":1}
      """;
  private static final String ORDER =
      """
      {"account":"main","strategy":"grid","id":"o-1","symbol":"BTC","venue":"X",\
      "state":"expired","time":1704067200000}
      """;
  private static final String EQUITY =
      """
      {"account":"main","strategy":"grid","venue":"X","time":1704067200000,"equity":-5.5}
      """;

  private final List<String> refused = new ArrayList<>();

  @Test
  void readsATradeAsItsSchemaHasIt() throws IOException {
    assertThat(read(new TradeReader(), TRADE))
        .containsExactly(
            new Trade(
                "main",
                "grid",
                "t-1",
                "BTC",
                "X",
                TradeSide.SELL,
                0.5,
                100,
                99.5,
                -1.25,
                1_704_067_200_000L,
                1_704_067_260_000L,
                49));
  }

  @Test
  void readsTheColumnsThatOthersHave() throws IOException {
    assertThat(
            read(
                new TradeReader(),
                """
                strategy,trade_id,open_epoch,close_epoch,side,qty,decision_price,fill_price,pnl
                s,s-1,1704071981,1704072054,buy,1.0,,101.9262,1.65
                """))
        .satisfiesExactly(
            trade -> {
              assertThat(trade.id()).isEqualTo("s-1");
              assertThat(trade.closeTime()).isEqualTo(1_704_072_054_000L);
              assertThat(trade.quantity()).isEqualTo(1);
              assertThat(trade.slippageBasisPoints()).isNaN();
              assertThat(trade.fillLatencyMillis()).isNaN();
            });
  }

  @Test
  void readsEveryTradeOfTheKnownAnswers() throws IOException {
    Path file =
        Path.of(System.getProperty("shared.data", "../shared/data"), "quant/trades/trades.csv");
    assumeTrue(Files.exists(file), "skipped: there is no " + file);
    try (InputStream in = Files.newInputStream(file)) {
      assertThat(read(new TradeReader(), in)).hasSize(718);
    }
    assertThat(refused).isEmpty();
  }

  @Test
  void readsOrdersAndEquity() throws IOException {
    assertThat(read(new OrderReader(), ORDER))
        .containsExactly(
            new OrderChange(
                "main", "grid", "o-1", "BTC", "X", OrderState.CANCELLED, 1_704_067_200_000L));
    assertThat(read(new EquityReader(), EQUITY))
        .containsExactly(new EquityPoint("main", "grid", "X", 1_704_067_200_000L, -5.5));
    assertThat(read(new EquityReader(), "strategy,time_epoch,equity\ns,1.5,7\n"))
        .containsExactly(new EquityPoint("", "s", "", 1_500, 7));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"pnl\":-1.25|\"pnl\":\"much\"|pnl: must be a finite number, was \"much\"",
        "\"side\":\"Short\"|\"side\":\"up\"|side: must be buy, long, sell or short, was \"up\"",
        "\"quantity\":0.5|\"quantity\":-1|quantity: must be >= 0, was \"-1\"",
        "\"fill_price\":99.5|\"fill_price\":0|fill_price: must be > 0, was \"0\"",
        "\"fill_latency_ms\":49|\"fill_latency_ms\":-1|fill_latency_ms: must be >= 0, was \"-1\"",
        "1704067260000|1704067199999|open_time: must not be after close_time, was 1 ms after it",
        "\"strategy\":\"grid\"|\"strategy\":null|strategy: must be given",
      })
  void aTradeThatCannotBeIsRefusedByItsField(String was, String is, String why) throws IOException {
    assertThat(read(new TradeReader(), TRADE.replace(was, is))).isEmpty();
    assertThat(refused).containsExactly(why);
  }

  @Test
  void anOrderOfAnUnknownStateIsRefused() throws IOException {
    assertThat(read(new OrderReader(), ORDER.replace("expired", "lost"))).isEmpty();
    assertThat(refused)
        .containsExactly(
            "state: must be submitted, filled, rejected, cancelled or expired, was \"lost\"");
  }

  @Test
  void aDealThatClosesAPositionIsATrade() throws IOException {
    String deals =
        """
        ticket,time,time_msc,type,entry,magic,volume,price,commission,swap,profit,fee,symbol
        1,1704067200,1704067200123,0,0,77,0.1,1.1,-0.5,0,0,0,EURUSD
        2,1704067260,1704067260123,1,1,77,0.1,1.2,-0.5,-0.25,10,0,EURUSD
        3,1704067260,1704067260123,2,0,0,0,0,0,0,1000,0,
        4,1704067260,1704067260123,1,7,77,0.1,1.2,-0.5,-0.25,10,0,EURUSD
        """;
    List<Trade> trades =
        read(new MetaTraderDealReader(), deals).stream().flatMap(Optional::stream).toList();

    assertThat(trades)
        .satisfiesExactly(
            trade -> {
              assertThat(trade.strategy()).isEqualTo("77");
              assertThat(trade.id()).isEqualTo("2");
              assertThat(trade.side()).isEqualTo(TradeSide.BUY);
              assertThat(trade.pnl()).isEqualTo(9.25);
              assertThat(trade.closeTime()).isEqualTo(1_704_067_260_123L);
            });
    assertThat(refused)
        .containsExactly("entry: must be 0 (in), 1 (out), 2 (inout) or 3 (out by), was \"7\"");
    assertThat(
            read(
                new MetaTraderDealReader(),
                """
                {"DEAL_TICKET":5,"DEAL_TIME":1704067260,"DEAL_TYPE":0,"DEAL_ENTRY":3,\
                "DEAL_VOLUME":1,"DEAL_PRICE":2,"DEAL_PROFIT":-3}
                """))
        .singleElement()
        .satisfies(
            trade -> {
              assertThat(trade.orElseThrow().side()).isEqualTo(TradeSide.SELL);
              assertThat(trade.orElseThrow().closeTime()).isEqualTo(1_704_067_260_000L);
            });
  }

  @Test
  void aTradeOfFreqtradeCountsOnceItIsClosed() throws IOException {
    String closed =
        """
        {"trade_id":7,"pair":"BTC/USDT","exchange":"binance","strategy":"s","is_open":false,\
        "is_short":true,"amount":2.0,"open_rate":99,"open_rate_requested":100,"profit_abs":4.5,\
        "open_timestamp":1704067200000,"open_fill_timestamp":1704067200250,\
        "close_timestamp":1704067260000,"orders":[]}
        """;
    String open = closed.replace("\"is_open\":false", "\"is_open\":true");

    assertThat(read(new FreqtradeTradeReader(), closed + open))
        .satisfiesExactly(
            trade -> {
              assertThat(trade.orElseThrow().symbol()).isEqualTo("BTC/USDT");
              assertThat(trade.orElseThrow().side()).isEqualTo(TradeSide.SELL);
              assertThat(trade.orElseThrow().slippageBasisPoints()).isEqualTo(100);
              assertThat(trade.orElseThrow().fillLatencyMillis()).isEqualTo(250);
            },
            trade -> assertThat(trade).isEmpty());
    assertThat(read(new FreqtradeTradeReader(), closed.replace("true", "\"maybe\""))).isEmpty();
    assertThat(refused).containsExactly("is_short: must be true or false, was \"maybe\"");
  }

  @Test
  void theSchemasNameWhatIsRead() throws IOException {
    assertThat(properties("trade")).isEqualTo(with(fields(TRADE), "extra"));
    assertThat(properties("order")).isEqualTo(fields(ORDER));
    assertThat(properties("equity")).isEqualTo(fields(EQUITY));
  }

  private static Set<String> with(Set<String> fields, String without) {
    fields.remove(without);
    return fields;
  }

  private static Set<String> properties(String schema) throws IOException {
    Path file = Path.of("..", "docs", "schemas", schema + ".schema.json");
    try (JsonParser parser = new JsonFactory().createParser(Files.readAllBytes(file))) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        boolean found = parser.currentName().equals("properties");
        parser.nextToken();
        if (found) {
          return fields(parser);
        }
        parser.skipChildren();
      }
    }
    throw new AssertionError(schema + " has no properties");
  }

  private static Set<String> fields(String json) throws IOException {
    try (JsonParser parser = new JsonFactory().createParser(json)) {
      parser.nextToken();
      return fields(parser);
    }
  }

  private static Set<String> fields(JsonParser parser) throws IOException {
    Set<String> names = new TreeSet<>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      names.add(parser.currentName());
      parser.nextToken();
      parser.skipChildren();
    }
    return names;
  }

  private <R> List<R> read(RecordReader<R> reader, String text) throws IOException {
    return read(reader, new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  private <R> List<R> read(RecordReader<R> reader, InputStream in) throws IOException {
    List<R> records = new ArrayList<>();
    RecordFile.read(
        in,
        reader,
        new RecordFile.Rows<R>() {
          @Override
          public void record(long line, R record) {
            records.add(record);
          }

          @Override
          public void refused(long line, String why) {
            refused.add(why);
          }
        });
    return records;
  }
}
