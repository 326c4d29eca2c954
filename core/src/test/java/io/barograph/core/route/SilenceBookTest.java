package io.barograph.core.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.barograph.core.labels.LabelMatcher;
import io.barograph.core.route.SilenceAnswer.Outcome;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SilenceBookTest {
  private static final LabelMatcher DB = LabelMatcher.equal("team", "db");

  private final SilenceBook book = new SilenceBook();

  @Test
  void readsWhatItWrote() throws IOException {
    TimeInterval window =
        new TimeInterval(
            List.of(new TimeInterval.MinuteSpan(60, 120)),
            List.of(new TimeInterval.Span(1, 5)),
            List.of(new TimeInterval.Span(-3, -1)),
            List.of(new TimeInterval.Span(6, 8)),
            List.of(new TimeInterval.Span(2026, 2030)),
            ZoneId.of("Asia/Shanghai"));
    List<LabelMatcher> matchers =
        List.of(
            DB,
            LabelMatcher.of(LabelMatcher.Type.NOT_EQUAL, "b", "2"),
            LabelMatcher.of(LabelMatcher.Type.REGEX, "c", "x.*"),
            LabelMatcher.of(LabelMatcher.Type.NOT_REGEX, "d", "[a-c]"));
    book.merge(
        new Silence(
            "s1", matchers, 1, 2, "王", "计划", new TreeMap<>(Map.of("k", "v")), 3, List.of(window)));
    book.merge(silence("s0", 5, 9, 9));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    book.write(new DataOutputStream(bytes));

    SilenceBook read =
        SilenceBook.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
    assertThat(read.silences()).containsExactlyElementsOf(book.silences());
    ByteArrayOutputStream again = new ByteArrayOutputStream();
    read.write(new DataOutputStream(again));
    assertThat(again.toByteArray()).isEqualTo(bytes.toByteArray());
    bytes.reset();
    new DataOutputStream(bytes).writeByte(9);
    assertThatThrownBy(
            () ->
                SilenceBook.read(
                    new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()))))
        .hasMessage("a book of silences of format 9 is not known");
  }

  @Test
  void ofTwoVersionsTheLaterCountsInAnyOrder() {
    List<Silence> versions =
        List.of(silence("s", 0, 10, 1), silence("s", 0, 20, 3), silence("s", 0, 15, 3));
    SilenceBook other = new SilenceBook();
    versions.forEach(book::merge);
    new ArrayDeque<>(versions).descendingIterator().forEachRemaining(other::merge);

    assertThat(book.silence("s").orElseThrow().endsAt()).isEqualTo(20);
    assertThat(other.silences()).containsExactlyElementsOf(book.silences());
  }

  @Test
  void takesNoMoreThanItsBound() {
    for (int i = 0; i < SilenceBook.MAX_SILENCES; i++) {
      assertThat(book.put(silence("", 0, 10, 0), "s" + i, false, 0).outcome())
          .isEqualTo(Outcome.CREATED);
    }
    assertThat(book.put(silence("", 0, 10, 0), "more", false, 0).outcome())
        .isEqualTo(Outcome.TOO_MANY);
    assertThat(book.put(silence("s1", 0, 20, 0), "more", false, 0).outcome())
        .isEqualTo(Outcome.UPDATED);
    book.forget(10 + SilenceBook.RETENTION_MILLIS);
    assertThat(book.silences()).extracting(Silence::id).containsExactly("s1");
  }

  @Test
  void refusesASilenceOutOfBounds() {
    assertThatThrownBy(() -> silence("s", 5, 4, 0))
        .hasMessage("endsAt must be >= startsAt, which is 5, was 4");
    assertThatThrownBy(() -> silence("s".repeat(Silence.MAX_TEXT + 1), 0, 1, 0))
        .hasMessage("id of a silence must be at most 4096 characters long, was 4097");
    assertThatThrownBy(
            () ->
                new Silence(
                    "s",
                    Collections.nCopies(Silence.MAX_PARTS + 1, DB),
                    0,
                    1,
                    "",
                    "",
                    new TreeMap<>(),
                    0,
                    List.of()))
        .hasMessage("matchers must be at most 64, were 65");
  }

  @Test
  void everyRefusalSaysWhatToDo() {
    for (Outcome outcome : Outcome.values()) {
      assertThat(outcome.text()).isNotBlank();
    }
    assertThat(Outcome.WAS_EXPIRED.isRefusal()).isFalse();
    assertThat(Outcome.NOT_FOUND.isRefusal()).isTrue();
  }

  private static Silence silence(String id, long from, long to, long version) {
    return new Silence(
        id, List.of(DB), from, to, "somebody", "why", new TreeMap<>(), version, List.of());
  }
}
