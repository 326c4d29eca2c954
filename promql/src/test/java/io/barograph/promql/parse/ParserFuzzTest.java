package io.barograph.promql.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever comes in, a tree or a {@link ParseException} comes out. */
class ParserFuzzTest {
  private static final int MUTATIONS = 10_000;

  private static final String INSERTS = "(){}[],:=!~<>@+-*/%^\"'`\\#_ \n0159eExsmhdy.\uDCFF\u00e9";

  private static final List<String> SEEDS =
      List.of(
          "sum by (job, \"a.b\") (rate(http_requests_total{code=~\"5..\",job!=\"x\"}[5m] offset -1h)) / 2",
          "foo * on(a, b) group_left(c) fill_left(0) bar @ start() or -x^2 % 0x1F",
          "max_over_time(rate(x[2s])[5m:5s*2] offset (3m-step())) > bool 1e3",
          "count_values('v', {\"utf8.name\", x=\"\\u00e9\\x41\"}) unless ignoring () `raw` == 1_000 # c",
          "topk(3, quantile(0.9, a anchored)) and on() vector(time() - 5m)",
          "foo[max_of(step(), 5s):range()] smoothed @ 1.5");

  @Test
  void onlyParseExceptionsLeaveTheParser() {
    long seed = 20261121;
    Random random = new Random(seed);
    for (int i = 0; i < MUTATIONS; i++) {
      String query = mutate(SEEDS.get(random.nextInt(SEEDS.size())), random);
      try {
        Parser.parse(query);
      } catch (ParseException expected) {
        assertThat(expected.errors()).as("seed %d, case %d: %s", seed, i, query).isNotEmpty();
      } catch (RuntimeException | StackOverflowError leaked) {
        fail("seed %d, case %d: %s".formatted(seed, i, query), leaked);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"(", "-", "sum(", "abs(", "a + (", "a[5m:", "a offset -(", "1 ^ ", "{"})
  void boundsItsDepth(String opening) {
    String query = opening.repeat(100_000);
    assertThatThrownBy(() -> Parser.parse(query + "1")).isInstanceOf(ParseException.class);
  }

  @Test
  void boundsTheHeightOfLongChains() {
    assertThatThrownBy(() -> Parser.parse("a" + " + a".repeat(100_000)))
        .isInstanceOf(ParseException.class)
        .hasMessageContaining("nested too deeply: at most 400 levels");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a anchored",
        "limitk(2, a)",
        "a + fill(0) b",
        "a[5m*2]",
        "a offset step()",
        "mad_over_time(a[5m])"
      })
  void namesExperimentalFeatures(String query) throws ParseException {
    assertThat(ExperimentalFeatures.in(Parser.parse(query)))
        .singleElement()
        .satisfies(error -> assertThat(error.message()).contains("experimental"));
  }

  @Test
  void findsNothingExperimentalInAStableQuery() throws ParseException {
    assertThat(ExperimentalFeatures.in(Parser.parse("sum(rate(a[5m] offset 1h)) > 2"))).isEmpty();
  }

  private static String mutate(String text, Random random) {
    StringBuilder mutated = new StringBuilder(text);
    int changes = 1 + random.nextInt(4);
    for (int i = 0; i < changes && mutated.length() > 0; i++) {
      int at = random.nextInt(mutated.length());
      switch (random.nextInt(4)) {
        case 0 -> mutated.deleteCharAt(at);
        case 1 -> mutated.insert(at, INSERTS.charAt(random.nextInt(INSERTS.length())));
        case 2 -> mutated.insert(at, text, at % text.length(), text.length());
        default -> mutated.setLength(at);
      }
    }
    return mutated.toString();
  }
}
