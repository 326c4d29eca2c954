package io.barograph.formats.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.barograph.core.command.Command;
import io.barograph.core.labels.LabelMatcher;
import io.barograph.core.route.RecurrenceText;
import io.barograph.core.route.Silence;
import io.barograph.core.route.TimeInterval;
import io.barograph.formats.command.CommandJson;
import io.barograph.formats.decode.MalformedRecordException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandReaderTest {
  private static Command read(byte[] json) throws MalformedRecordException {
    return new CommandReader().read(JsonRecordFields.of(json));
  }

  @Test
  void readsWhatIsWritten() throws MalformedRecordException {
    List<LabelMatcher> matchers =
        Arrays.stream(LabelMatcher.Type.values())
            .map(type -> LabelMatcher.of(type, "a\"b", "v|" + type))
            .toList();
    Silence silence =
        new Silence("s0", matchers, 5_000, 9_000, "ann", "why", new TreeMap<>(), 1_000, List.of());
    Command add =
        new Command(
            Command.Kind.SILENCE, "s1", 1_000, "ann", "why", "", Optional.of(silence), true);
    Command expire =
        new Command(Command.Kind.EXPIRE, "c1", 1_000, "ann", "", "s1", Optional.empty(), false);
    Command ack =
        new Command(Command.Kind.ACK, "c2", 1_000, "bob", "", "f-1", Optional.empty(), false);

    assertThat(read(CommandJson.encode(add))).isEqualTo(add);
    assertThat(read(CommandJson.encode(expire))).isEqualTo(expire);
    assertThat(read(CommandJson.encode(ack))).isEqualTo(ack);
  }

  @Test
  void readsWhenAWindowRecurs() throws MalformedRecordException {
    List<TimeInterval> windows =
        List.of(
            RecurrenceText.parse("saturday 22:00-24:00 zone=Asia/Shanghai"),
            RecurrenceText.parse("days=-1"));
    Silence silence =
        new Silence(
            "",
            List.of(LabelMatcher.equal("a", "b")),
            5_000,
            9_000,
            "ann",
            "why",
            new TreeMap<>(),
            1_000,
            windows);
    Command add =
        new Command(
            Command.Kind.SILENCE, "s1", 1_000, "ann", "why", "", Optional.of(silence), false);
    assertThat(read(CommandJson.encode(add))).isEqualTo(add);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "['someday']; recurrence[0]",
        "{}; must be a list of texts",
        "[7]; must be a list of texts"
      })
  void saysWhatIsWrongWithARecurrence(String recurrence, String reason) {
    String rest = "'matchers':[{'name':'a','value':'b'}],'endsAt':9000,'recurrence':" + recurrence;
    assertThatThrownBy(() -> read(json(rest)))
        .isInstanceOf(MalformedRecordException.class)
        .hasMessageContaining(reason);
  }

  @Test
  void aSilenceBeginsAtItsTimeUnlessItSaysOtherwise() throws MalformedRecordException {
    Command command = read(json("'matchers':[{'name':'a','value':'b'}],'endsAt':9000"));

    assertThat(command.silence().orElseThrow().startsAt()).isEqualTo(1_000);
    assertThat(command.silence().orElseThrow().matchers())
        .containsExactly(LabelMatcher.equal("a", "b"));
    assertThat(command.everything()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '"',
      value = {
        "'endsAt':9000; matchers: must be given",
        "'matchers':[],'endsAt':9000; matchers: must be at least one matcher",
        "'matchers':7,'endsAt':9000; matchers: must be a list of matchers",
        "'matchers':[{'value':'b'}],'endsAt':9000; matchers[0].name: must be given",
        "'matchers':[{'name':'a','value':'(','isRegex':true}],'endsAt':9000; matchers[0].value",
        "'matchers':[{'name':'a','colour':'b'}],'endsAt':9000; matchers[0]: knows no colour",
        "'matchers':[{'name':'a','value':'b'}],'endsAt':900; must be after startsAt",
        "'matchers':[{'name':'a','value':'b'}]; endsAt: must be given",
      })
  void saysWhatIsWrongWithASilence(String fields, String problem) {
    assertThatThrownBy(() -> read(json(fields)))
        .isInstanceOf(MalformedRecordException.class)
        .hasMessageContaining(problem);
  }

  @Test
  void saysWhichCommandsThereAre() {
    assertThatThrownBy(() -> read("{\"command\":\"page\"}".getBytes(StandardCharsets.UTF_8)))
        .hasMessageContaining("command")
        .hasMessageContaining("must be one of silence, expire, ack");
  }

  private static byte[] json(String fields) {
    return ("{'command':'silence','id':'s1','time':1000,'author':'ann'," + fields + "}")
        .replace('\'', '"')
        .getBytes(StandardCharsets.UTF_8);
  }
}
