package io.barograph.formats.record;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.barograph.core.market.Bar;
import io.barograph.core.market.Quote;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class QuoteReaderTest {
  @Test
  void readsTheColumnsOfAFileAndTheFieldsOfATopic() throws IOException {
    Quote quote =
        new Quote(1_600_000_000_067L, 1_600_000_000_000L, "A", "XNYS", 7, 9.5, 10, 3, 4, 5);
    assertThat(
            read(
                new QuoteReader(),
                """
                recv_epoch,event_epoch,symbol,venue,seq,bid,ask,bid_size,ask_size,volume
                1600000000.067,1600000000,A,XNYS,7,9.5,10,3,4,5
                """))
        .containsExactly(quote.toString());
    assertThat(
            read(
                new QuoteReader(),
                """
                {"recv_time":1600000000067,"event_time":"2020-09-13T12:26:40Z","symbol":"A","venue":"XNYS",\
                "seq":7,"bid":9.5,"ask":10,"bid_size":3,"ask_size":4,"volume":5,"depth":[1,2]}
                """))
        .containsExactly(quote.toString());
  }

  @Test
  void whatAFeedDoesNotHaveMayBeMissingAndPricesMayBeWrong() throws IOException {
    assertThat(
            read(
                new QuoteReader(),
                "event_time,symbol,venue,bid,ask,seq\n1000,A,V,-1,0,\n1000,A,V,1,2,-3\n"))
        .containsExactly(
            new Quote(1_000, 1_000, "A", "V", Quote.NO_SEQUENCE, -1, 0, 0, 0, 0).toString(),
            "3 seq: must be >= 0, was \"-3\"");
    assertThat(
            read(
                new QuoteReader(),
                """
                type,recv_time,event_time,symbol,venue,bid,ask,volume
                heartbeat,1000,,,V,,,
                heartbeat,,2000,,V,,,
                trade,1000,1000,A,V,1,2,3
                quote,1000,1000,A,V,1,2,-3
                quote,1000,1000,,V,1,2,3
                ,1000,1000,A,,1,2,3
                """))
        .containsExactly(
            Quote.heartbeat(1_000, "V").toString(),
            Quote.heartbeat(2_000, "V").toString(),
            "4 type: must be quote or heartbeat, was \"trade\"",
            "5 volume: must be >= 0, was \"-3\"",
            "6 symbol: must be given",
            "7 venue: must be given");
  }

  @Test
  void aBarIsReadIfItsPricesFitTogether() throws IOException {
    assertThat(
            read(
                new BarReader(),
                """
                open_epoch,symbol,venue,open,high,low,close,volume
                1.5,A,V,10,12,9,11,100
                1,A,V,10,10.5,9,11,1
                1,A,V,10,12,10.5,11,1
                1,A,V,10,12,9,11,-1
                """))
        .containsExactly(
            new Bar(1_500, "A", "V", 10, 12, 9, 11, 100).toString(),
            "3 high: must be >= open and close, 11.0, was \"10.5\"",
            "4 low: must be <= open and close, 10.0, was \"10.5\"",
            "5 volume: must be >= 0, was \"-1\"");
  }

  @Test
  void everyFieldOfTheSchemasIsRead() throws IOException {
    assertThatEveryFieldIsRead("quote", new QuoteReader());
    assertThatEveryFieldIsRead("bar", new BarReader());
  }

  /**
   * A record in which one field is wrong, or is missing if it is a name, is refused by its name.
   */
  private static void assertThatEveryFieldIsRead(String schema, RecordReader<?> reader)
      throws IOException {
    ObjectMapper json = new ObjectMapper();
    Path file = Path.of("..", "docs", "schemas", schema + ".schema.json");
    List<String> names = new ArrayList<>();
    json.readTree(file.toFile()).get("properties").fieldNames().forEachRemaining(names::add);
    assertThat(names).hasSizeGreaterThan(8);
    for (String wrong : names) {
      Map<String, Object> fields = new TreeMap<>();
      for (String name : names) {
        fields.put(name, name.equals("type") ? schema : 1);
      }
      if (wrong.endsWith("_epoch")) {
        fields.remove(wrong.replace("_epoch", "_time"));
      }
      fields.put(wrong, wrong.equals("symbol") || wrong.equals("venue") ? null : List.of());
      assertThat(read(reader, json.writeValueAsString(fields)))
          .singleElement()
          .asString()
          .startsWith("1 " + wrong + ":");
    }
  }

  private static <R> List<String> read(RecordReader<R> reader, String text) throws IOException {
    List<String> read = new ArrayList<>();
    RecordFile.read(
        new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)),
        reader,
        new RecordFile.Rows<R>() {
          @Override
          public void record(long line, R record) {
            read.add(record.toString());
          }

          @Override
          public void refused(long line, String why) {
            read.add(line + " " + why);
          }
        });
    return read;
  }
}
