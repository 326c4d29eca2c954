package io.barograph.ml.failure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PromotionTest {
  private static final String HEADING = "version\tfrom\tpromoted\tauthor\tcomment\n";

  @Test
  void whatWasWrittenIsRead() {
    List<Promotion> promotions =
        List.of(new Promotion(1, 0, 5, "ann", ""), new Promotion(12, 7_000, 9, "bob", "better"));
    String text = Promotion.write(promotions);

    assertThat(text)
        .isEqualTo(
            HEADING
                + "1\t1970-01-01T00:00:00Z\t1970-01-01T00:00:00.005Z\tann\t\n"
                + "12\t1970-01-01T00:00:07Z\t1970-01-01T00:00:00.009Z\tbob\tbetter\n");
    assertThat(Promotion.parse(text)).isEqualTo(promotions);
  }

  @Test
  void aCommentIsOneField() {
    String text = Promotion.write(List.of(new Promotion(1, 0, 0, "ann", "a\tb\nc")));

    assertThat(Promotion.parse(text).get(0).comment()).isEqualTo("a b c");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1;now;now;ann; | line 2: field \"from\": must be a time as 2026-01-02T03:04:05Z, was"
            + " \"now\"",
        "x;1970-01-01T00:00:00Z;1970-01-01T00:00:00Z;a;b | line 2: field \"version\": must be a"
            + " version",
        "1;2 | line 2: must have 5 fields with tabs between, has 2",
      })
  void whatIsWrongIsNamed(String line, String named) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Promotion.parse(HEADING + line.replace(';', '\t') + '\n'))
        .withMessageContaining(named);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Promotion.parse("1\n"))
        .withMessage("line 1: must be the fields \"version from promoted author comment\"");
  }

  @Test
  void aFileOfTooManyIsRefused() {
    String line = "1\t1970-01-01T00:00:00Z\t1970-01-01T00:00:00Z\ta\tb\n";

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Promotion.parse(HEADING + line.repeat(Promotion.MOST + 1)))
        .withMessageContaining("at most 1000 are read");
  }
}
