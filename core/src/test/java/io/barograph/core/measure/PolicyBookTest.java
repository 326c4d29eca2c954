package io.barograph.core.measure;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.core.labels.LabelMatcher;
import io.barograph.core.labels.Labels;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;
import org.junit.jupiter.api.Test;

class PolicyBookTest {
  private static final PolicyBook<String> BOOK =
      new PolicyBook<>(
          List.of(
              entry("exact", LabelMatcher.equal("strategy", "carry")),
              entry(
                  "pattern",
                  LabelMatcher.of(LabelMatcher.Type.REGEX, "strategy", "c.*"),
                  LabelMatcher.of(LabelMatcher.Type.NOT_EQUAL, "account", "")),
              entry("without", LabelMatcher.equal("account", ""))),
          "rest");

  @Test
  void theFirstEntryWhoseMatchersAllPassHolds() {
    assertThat(BOOK.of(key("a", "carry"))).isEqualTo("exact");
    assertThat(BOOK.of(key("a", "crypto"))).isEqualTo("pattern");
    assertThat(BOOK.of(key("", "crypto"))).isEqualTo("without");
    assertThat(BOOK.of(key("a", "trend"))).isEqualTo("rest");
    assertThat(PolicyBook.of("all").of(Labels.EMPTY)).isEqualTo("all");
  }

  @Test
  void partsAndBooksBehindKeepTheOrder() {
    PolicyBook<Integer> lengths = BOOK.map(String::length);
    assertThat(lengths.of(key("a", "crypto"))).isEqualTo(7);
    assertThat(lengths.of(key("a", "trend"))).isEqualTo(4);

    PolicyBook<String> other =
        new PolicyBook<>(
            List.of(entry("late", LabelMatcher.equal("account", "a"))), "another rest");
    assertThat(BOOK.followedBy(other).of(key("a", "carry"))).isEqualTo("exact");
    assertThat(BOOK.followedBy(other).of(key("a", "trend"))).isEqualTo("late");
    assertThat(BOOK.followedBy(other).of(key("b", "trend"))).isEqualTo("rest");
  }

  @Test
  void aBookThatTravelledMatchesAsBefore() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(BOOK);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      PolicyBook<?> read = (PolicyBook<?>) in.readObject();
      assertThat(read).isEqualTo(BOOK);
      assertThat(read.of(key("a", "crypto"))).isEqualTo("pattern");
    }
  }

  private static PolicyBook.Entry<String> entry(String policy, LabelMatcher... matchers) {
    return new PolicyBook.Entry<>(List.of(matchers), policy);
  }

  private static Labels key(String account, String strategy) {
    return Labels.of("account", account, "strategy", strategy);
  }
}
