package io.barograph.formats.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

final class RecordFileTest {
  private static final RecordReader<String> READER =
      fields -> fields.text("id") + " " + fields.number("size") + " " + fields.time("open");

  @Test
  void aFileOfRowsAndOneOfLinesHoldTheSameRecords() throws IOException {
    assertThat(read("id,size,open_epoch\na,1.5,1600000000.25\n\"b,c\",2,1600000001\n"))
        .containsExactly("2: a 1.5 1600000000250", "3: b,c 2.0 1600000001000");
    assertThat(
            read(
                """
                {"id":"a","size":1.5,"open_time":"2020-09-13T12:26:40.250Z","other":[1]}

                {"id":"b,c","size":"2","open_time":1600000001000}
                """))
        .containsExactly("1: a 1.5 1600000000250", "3: b,c 2.0 1600000001000");
  }

  @Test
  void aRowThatCannotBeTakenIsRefusedByItsLineAndTheRestIsRead() throws IOException {
    assertThat(
            read(
                """
                id,size,open_epoch
                a,,1600000000
                b,much,1600000000
                c,Infinity,1600000000
                d,1
                e,1,-4
                ,1,1
                f,1,1
                """))
        .containsExactly(
            "2 refused: size: must be given",
            "3 refused: size: must be a finite number, was \"much\"",
            "4 refused: size: must be a finite number, was \"Infinity\"",
            "5 refused: row: must have the columns of the header: Not enough column values:"
                + " expected 3, found 2",
            "6 refused: open_epoch: must be seconds since 1970, before the year 10000, was \"-4\"",
            "7 refused: id: must be given",
            "8: f 1.0 1000");
    assertThat(read("{\"id\":\"a\",\"size\":1}\n{\"id\"\n"))
        .satisfiesExactly(
            first -> assertThat(first).isEqualTo("1 refused: open_time: must be given"),
            second -> assertThat(second).startsWith("2 refused: record: must be valid JSON"));
  }

  @Test
  void aGzippedFileIsUnzipped() throws IOException {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
      gzip.write("id,size,open_time\na,1,5\n".getBytes(StandardCharsets.UTF_8));
    }
    assertThat(read(zipped.toByteArray())).containsExactly("2: a 1.0 5");
  }

  @Test
  void anEmptyFileHoldsNothing() throws IOException {
    assertThat(read("")).isEmpty();
    assertThat(read("id,size\n")).isEmpty();
  }

  private static List<String> read(String text) throws IOException {
    return read(text.getBytes(StandardCharsets.UTF_8));
  }

  private static List<String> read(byte[] bytes) throws IOException {
    List<String> rows = new ArrayList<>();
    RecordFile.read(
        new ByteArrayInputStream(bytes),
        READER,
        new RecordFile.Rows<>() {
          @Override
          public void record(long line, String record) {
            rows.add(line + ": " + record);
          }

          @Override
          public void refused(long line, String why) {
            rows.add(line + " refused: " + why);
          }
        });
    return rows;
  }
}
