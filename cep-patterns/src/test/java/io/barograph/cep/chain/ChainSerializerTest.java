package io.barograph.cep.chain;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.core.pattern.ChainBook;
import io.barograph.core.pattern.ChainEvent;
import io.barograph.core.pattern.ChainMatch;
import io.barograph.core.pattern.ChainPattern;
import io.barograph.core.pattern.StateChange;
import io.barograph.core.pattern.TaggedChange;
import io.barograph.types.ImmutableSerializer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshotSerializationUtil;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class ChainSerializerTest {
  private static final StateChange CHANGE = Chains.fires("wärm-1", "warning", 60_000);

  /** An event of {@link #CHANGE}, as version 0.1 wrote it. */
  private static final String GOLDEN =
      "00000000046465736b0000000a657363616c6174696f6ee9c0b864c4744b100000000a657363616c"
          + "6174696f6e0300000000000dbba0000000000000000000010000000773657276696365000000036f"
          + "6d7300020000000773756d6d6172790000000a6772657720776f7273650000000a73756d6d617279"
          + "5f7a6800000006e58d87e7baa70000000777c3a4726d2d3100000006414c45525453000300000009"
          + "616c6572746e616d650000000e4c6174656e63797761726e696e6700000007736572766963650000"
          + "00036f6d73000000087365766572697479000000077761726e696e67000000000000ea6001000000"
          + "025033010000000000000000ea60";

  @Test
  void whatIsWrittenIsReadAgain() throws IOException {
    TaggedChange tagged = tagged();
    assertRead(StateChangeSerializer.INSTANCE, CHANGE);
    assertRead(TaggedChangeSerializer.INSTANCE, tagged);
    for (ChainEvent.Kind kind : ChainEvent.Kind.values()) {
      assertRead(ChainEventSerializer.INSTANCE, new ChainEvent(kind, tagged, -5));
    }
    assertRead(
        ChainMatchSerializer.INSTANCE,
        new ChainMatch(tagged.key(), List.of(CHANGE, CHANGE), Long.MAX_VALUE));
  }

  /** What lies in savepoints: other bytes would be another format. */
  @Test
  void bytesStayAsTheyAre() throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(64);
    ChainEventSerializer.INSTANCE.serialize(ChainEvent.of(tagged()), out);

    assertThat(HexFormat.of().formatHex(out.getCopyOfBuffer())).isEqualTo(GOLDEN);
  }

  @Test
  void snapshotsKnowTheirSerializers() throws IOException {
    for (ImmutableSerializer<?> serializer :
        List.of(
            StateChangeSerializer.INSTANCE,
            TaggedChangeSerializer.INSTANCE,
            ChainEventSerializer.INSTANCE,
            ChainMatchSerializer.INSTANCE)) {
      DataOutputSerializer out = new DataOutputSerializer(64);
      TypeSerializerSnapshotSerializationUtil.writeSerializerSnapshot(
          out, serializer.snapshotConfiguration());
      assertThat(
              TypeSerializerSnapshotSerializationUtil.readSerializerSnapshot(
                      new DataInputDeserializer(out.getCopyOfBuffer()), getClass().getClassLoader())
                  .restoreSerializer())
          .isEqualTo(serializer);
    }
  }

  private static TaggedChange tagged() {
    ChainPattern pattern =
        new ChainPattern(
            "escalation",
            "escalation",
            Chains.escalation().stages(),
            Optional.empty(),
            Duration.ofMinutes(15),
            Chains.escalation().correlation(),
            true,
            new TreeMap<>(Map.of("summary", "grew worse", "summary_zh", "升级")));
    List<TaggedChange> tagged = new ArrayList<>();
    new ChainBook(List.of(new ChainBook.Entry("desk", pattern))).tag(CHANGE, tagged::add);
    return tagged.get(0);
  }

  private static <T> void assertRead(ImmutableSerializer<T> serializer, T one) throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(64);
    serializer.serialize(one, out);
    DataInputDeserializer in = new DataInputDeserializer(out.getCopyOfBuffer());
    DataOutputSerializer copied = new DataOutputSerializer(64);
    serializer.copy(in, copied);

    assertThat(serializer.deserialize(new DataInputDeserializer(copied.getCopyOfBuffer())))
        .isEqualTo(one);
    assertThat(in.available()).isZero();
  }
}
