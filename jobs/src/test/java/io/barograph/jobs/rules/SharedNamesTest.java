package io.barograph.jobs.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;
import org.junit.jupiter.api.Test;

class SharedNamesTest {
  private static final OutputTag<String> APART = new OutputTag<>("apart", Types.STRING);

  @Test
  void setsRecordsOfSharedNamesApart() throws Exception {
    try (var function = open(Set.of("HighCpu"), 1, 0, null)) {
      function.processElement("HighCpu", 0);
      function.processElement("LowDisk", 0);

      assertThat(function.extractOutputValues()).containsExactly("LowDisk");
      assertThat(apart(function)).containsExactly("HighCpu");
    }
  }

  @Test
  void aNameThatWasSharedStaysSharedThroughRestoresAndRescaling() throws Exception {
    OperatorSubtaskState state;
    try (var function = open(Set.of("HighCpu"), 1, 0, null)) {
      state = function.snapshot(1, 1);
    }
    for (int subtask = 0; subtask < 3; subtask++) {
      OperatorSubtaskState part =
          AbstractStreamOperatorTestHarness.repartitionOperatorState(
              state, KeyGroups.COUNT, 1, 3, subtask);
      try (var function = open(Set.of("LowDisk"), 3, subtask, part)) {
        function.processElement("HighCpu", 0);
        function.processElement("LowDisk", 0);
        function.processElement("Other", 0);

        assertThat(function.extractOutputValues()).containsExactly("Other");
        assertThat(apart(function)).containsExactly("HighCpu", "LowDisk");
      }
    }
  }

  private static List<String> apart(OneInputStreamOperatorTestHarness<String, String> function) {
    return function.getSideOutput(APART).stream().map(StreamRecord::getValue).toList();
  }

  private static OneInputStreamOperatorTestHarness<String, String> open(
      Set<String> names, int parallelism, int subtask, OperatorSubtaskState state)
      throws Exception {
    OneInputStreamOperatorTestHarness<String, String> function =
        new OneInputStreamOperatorTestHarness<>(
            new ProcessOperator<>(new SharedNames<>(names, name -> name, APART)),
            KeyGroups.COUNT,
            parallelism,
            subtask);
    function.setup(Types.STRING.createSerializer(null));
    if (state != null) {
      function.initializeState(state);
    }
    function.open();
    return function;
  }
}
