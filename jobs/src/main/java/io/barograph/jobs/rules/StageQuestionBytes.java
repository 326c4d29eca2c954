package io.barograph.jobs.rules;

import io.barograph.core.bytes.LabelsBytes;
import io.barograph.core.bytes.Texts;
import io.barograph.core.inspect.StateAnswer;
import io.barograph.core.labels.Labels;
import io.barograph.formats.decode.MalformedRecordException;
import io.barograph.formats.inspect.StateQuestionJson;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Questions about the state of the job as bytes: the question itself as its JSON. */
final class StageQuestionBytes {
  private StageQuestionBytes() {}

  static void write(StageQuestion asked, DataOutput out) throws IOException {
    LabelsBytes.write(asked.partitionKey(), out);
    Texts.write(asked.scope().job(), out);
    out.writeInt(asked.scope().stages().size());
    for (String stage : asked.scope().stages()) {
      Texts.write(stage, out);
    }
    out.writeInt(asked.scope().levels());
    Texts.write(asked.stage(), out);
    byte[] question = StateQuestionJson.encode(asked.question());
    out.writeInt(question.length);
    out.write(question);
  }

  static StageQuestion read(DataInput in) throws IOException {
    Labels key = LabelsBytes.read(in);
    String job = Texts.read(in);
    List<String> stages = new ArrayList<>();
    for (int count = in.readInt(); count > 0; count--) {
      stages.add(Texts.read(in));
    }
    StateAnswer.Scope scope = new StateAnswer.Scope(job, stages, in.readInt());
    String stage = Texts.read(in);
    byte[] question = new byte[in.readInt()];
    in.readFully(question);
    try {
      return new StageQuestion(key, scope, stage, StateQuestionJson.decode(question));
    } catch (MalformedRecordException damaged) {
      throw new IOException("a question on its way is damaged: " + damaged.getMessage(), damaged);
    }
  }
}
