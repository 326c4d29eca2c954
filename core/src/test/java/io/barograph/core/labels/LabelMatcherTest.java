package io.barograph.core.labels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.barograph.core.labels.LabelMatcher.Type;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabelMatcherTest {
  @ParameterizedTest
  @CsvSource({
    "EQUAL, api, api, true",
    "EQUAL, '', '', true",
    "NOT_EQUAL, api, web, true",
    "REGEX, api, api2, false",
    "REGEX, api|web, web, true",
    "REGEX, api|, '', true",
    "REGEX, .*, '', true",
    "REGEX, .+, '', false",
    "REGEX, .+, a, true",
    "REGEX, api.*, api-1, true",
    "REGEX, .*api, my-api, true",
    "REGEX, .*api, api-1, false",
    "REGEX, .*api.*, an-api-1, true",
    "REGEX, .*.*, anything, true",
    "REGEX, a.c, abc, true",
    "REGEX, a(b|c)+, abcb, true",
    "REGEX, '(?i)API', api, true",
    "REGEX, a|b.*, a-not, false",
    "NOT_REGEX, api|web, db, true",
    "NOT_REGEX, api.*, api, false",
  })
  void decides(Type type, String value, String labelValue, boolean expected) {
    assertThat(LabelMatcher.of(type, "job", value).matches(labelValue)).isEqualTo(expected);
  }

  @Test
  void aDotMatchesANewline() {
    assertThat(LabelMatcher.of(Type.REGEX, "m", "a.b[c]").matches("a\nbc")).isTrue();
    assertThat(LabelMatcher.of(Type.REGEX, "m", "a.*").matches("a\nb")).isTrue();
  }

  @Test
  void anAbsentLabelIsEmpty() {
    assertThat(LabelMatcher.equal("job", "").matches(Labels.EMPTY)).isTrue();
    assertThat(LabelMatcher.of(Type.NOT_EQUAL, "job", "").matches(Labels.of("job", "a"))).isTrue();
  }

  @Test
  void namesTheBrokenExpression() {
    assertThatThrownBy(() -> LabelMatcher.of(Type.REGEX, "job", "a("))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("error parsing regexp: missing closing ): `a(`");
  }

  @Test
  void hasValueSemantics() {
    LabelMatcher matcher = LabelMatcher.of(Type.NOT_REGEX, "job", "a\"b");

    assertThat(matcher).hasToString("job!~\"a\\\"b\"");
    assertThat(matcher).isEqualTo(LabelMatcher.of(Type.NOT_REGEX, "job", "a\"b"));
    assertThat(matcher).isNotEqualTo(LabelMatcher.of(Type.REGEX, "job", "a\"b"));
  }
}
