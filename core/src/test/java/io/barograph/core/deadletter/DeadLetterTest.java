package io.barograph.core.deadletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class DeadLetterTest {
  @Test
  void keepsItsBytesWhateverHappensToTheCallersArray() {
    byte[] bytes = {1, 2, 3};
    DeadLetter letter = letter("value: was x", bytes);
    bytes[0] = 9;
    letter.bytes()[1] = 9;

    assertThat(letter.bytes()).containsExactly(1, 2, 3);
  }

  @Test
  void isEqualByValue() {
    assertThat(letter("a", new byte[] {1})).isEqualTo(letter("a", new byte[] {1}));
    assertThat(letter("a", new byte[] {1})).isNotEqualTo(letter("a", new byte[] {2}));
    assertThat(letter("a", new byte[0])).hasToString("malformed at samples-3@42: a");
  }

  @Test
  void cutsALongDetail() {
    DeadLetter letter = letter("x".repeat(DeadLetter.MAX_DETAIL_LENGTH + 1), new byte[0]);

    assertThat(letter.detail()).hasSize(DeadLetter.MAX_DETAIL_LENGTH).endsWith("x...");
  }

  @Test
  void namesABrokenPosition() {
    assertThatThrownBy(
            () -> new DeadLetter(DeadLetterReason.MALFORMED, "a", "samples", -1, 0, 0, new byte[0]))
        .hasMessage("partition must be >= 0, was -1");
  }

  @Test
  void reasonsHaveWireNames() {
    assertThat(DeadLetterReason.TOO_FAR_AHEAD.wireName()).isEqualTo("too-far-ahead");
  }

  private static DeadLetter letter(String detail, byte[] bytes) {
    return new DeadLetter(DeadLetterReason.MALFORMED, detail, "samples", 3, 42, 1_000, bytes);
  }
}
