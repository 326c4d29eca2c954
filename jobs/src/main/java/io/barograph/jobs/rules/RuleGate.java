package io.barograph.jobs.rules;

import io.barograph.core.labels.Labels;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ScheduledFuture;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractInput;
import org.apache.flink.streaming.api.operators.AbstractStreamOperatorV2;
import org.apache.flink.streaming.api.operators.Input;
import org.apache.flink.streaming.api.operators.MultipleInputStreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.util.FlinkRuntimeException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets the clocks of all inputs through to the series stages, and each change of rules before the
 * first clock that reaches its tick: so every subtask evaluates every tick by the same rules.
 *
 * <p>There is one, which holds no sample up: only clocks pass through it. It waits for nobody but
 * the batchers, and for them only with a change, never with a clock.
 */
final class RuleGate extends AbstractStreamOperatorV2<StageRecord>
    implements MultipleInputStreamOperator<StageRecord> {
  /** How often it looks for what was published. */
  private static final long POLL_MILLIS = 100;

  /** Operator state; part of the savepoint format, never rename. */
  private static final ListStateDescriptor<byte[]> DONE =
      new ListStateDescriptor<>("rule-gate", PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO);

  private static final Logger LOG = LoggerFactory.getLogger(RuleGate.class);

  private final Plan plan;
  private final RuleSchedule schedule;
  private final long[] watermarks;
  private final long[] released;
  private final Set<Long> done = new TreeSet<>();
  private final List<RuleChange> made = new ArrayList<>();
  private long changes;
  private RuleFeed feed;
  private ListState<byte[]> state;
  private Counter taken;
  private Counter refused;
  private final GateQuestions.Plan questionsPlan;
  private GateQuestions questions;

  /**
   * One of its inputs: the batchers of an input of a series stage.
   *
   * @param stage the place of the stage
   * @param input the place of the input in the stage
   * @param batchers how many subtasks they are
   */
  record Edge(int stage, int input, int batchers) implements Serializable {}

  /**
   * What it stands between.
   *
   * @param stages the rules of each series stage
   * @param edges its inputs, in their order
   * @param groupLevels how many levels the group stage of each series stage has
   */
  record Plan(
      ArrayList<RuleSet.Source> stages,
      ArrayList<Edge> edges,
      int groupLevels,
      RuleFeed.Source feed)
      implements Serializable {}

  RuleGate(
      StreamOperatorParameters<StageRecord> parameters,
      Plan plan,
      GateQuestions.Plan questionsPlan) {
    super(parameters, plan.edges.size());
    this.questionsPlan = questionsPlan;
    this.plan = plan;
    this.schedule = new RuleSchedule(plan.edges.stream().mapToInt(Edge::batchers).sum());
    this.watermarks = new long[plan.edges.size()];
    Arrays.fill(watermarks, Long.MIN_VALUE);
    this.released = watermarks.clone();
  }

  @Override
  @SuppressWarnings("rawtypes")
  public List<Input> getInputs() {
    List<Input> inputs = new ArrayList<>();
    for (int edge = 0; edge < plan.edges.size(); edge++) {
      inputs.add(new AckInput(this, edge));
    }
    return inputs;
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    state = context.getOperatorStateStore().getListState(DONE);
    for (byte[] known : state.get()) {
      restore(known);
    }
  }

  @Override
  public void open() throws Exception {
    super.open();
    taken = getMetricGroup().counter(RulesMetric.CHANGES.metricName());
    refused = getMetricGroup().counter(RulesMetric.CHANGES_REFUSED.metricName());
    feed = plan.feed.open();
    questions = questionsPlan == null ? null : new GateQuestions(questionsPlan, getMetricGroup());
    poll();
    for (int edge = 0; edge < plan.edges.size(); edge++) {
      Edge from = plan.edges.get(edge);
      if (!plan.stages.get(from.stage).hasClock(from.input)) {
        processWatermarkStatus(WatermarkStatus.IDLE, edge + 1); // or it would hold the watermark
      }
    }
    ScheduledFuture<?> unused =
        getProcessingTimeService().scheduleWithFixedDelay(this::look, POLL_MILLIS, POLL_MILLIS);
  }

  @Override
  public void close() throws Exception {
    if (feed != null) {
      feed.close();
    }
    if (questions != null) {
      questions.close();
    }
    super.close();
  }

  private void look(long now) {
    proceed();
    if (questions != null) {
      questions.handOn(now, record -> output.collect(new StreamRecord<>(record)));
    }
  }

  private void poll() {
    for (Publication publication : feed.poll()) {
      if (!done.contains(publication.number())) {
        schedule.add(publication, feed.decided(publication));
      }
    }
  }

  private void acknowledge(int edge, RuleAck ack) {
    schedule.acknowledge(Integer.toString(edge), ack);
    proceed();
  }

  private void advance(int edge, long watermark) {
    watermarks[edge] = watermark;
    release(edge);
  }

  private void proceed() {
    poll();
    schedule.decide().forEach(this::decide);
    for (int edge = 0; edge < released.length; edge++) {
      release(edge);
    }
  }

  private void decide(Decision decision) {
    Publication publication = decision.publication();
    if (decision.isRefused()) {
      done.add(publication.number());
      return;
    }
    String problems = problemsOf(publication);
    if (!problems.isEmpty()) {
      refuse(publication, problems);
      return;
    }
    feed.keep(decision);
    for (Decision superseded : schedule.schedule(decision)) {
      refuse(superseded.publication(), "something newer was published before it took effect");
    }
  }

  private void refuse(Publication publication, String reason) {
    LOG.warn("rule pack {} is not taken: {}", publication.pack(), reason);
    refused.inc();
    feed.keep(Decision.refused(publication, reason));
    done.add(publication.number());
  }

  /** Why the rules cannot run here with what was published; empty if they can. */
  private String problemsOf(Publication publication) {
    try {
      for (RuleSet.Source stage : plan.stages) {
        RuleSet.Source source = stage;
        for (RuleChange change : made) {
          source = source.with(change);
        }
        for (Decision before : schedule.scheduled()) {
          source = source.with(before.publication().change(0, 0, 0));
        }
        int levels = source.with(publication.change(0, 0, 0)).compile().levels();
        if (levels > plan.groupLevels) {
          return "its rules need %d levels of grouping, the job was started with %d: start it again"
              .formatted(levels, plan.groupLevels);
        }
      }
      return "";
    } catch (IllegalArgumentException unusable) {
      return unusable.getMessage();
    }
  }

  /** Lets the clock of an input go on, behind the changes that take effect before that. */
  private void release(int edge) {
    long target = schedule.limit(watermarks[edge]);
    if (target <= released[edge]) {
      return;
    }
    schedule.takeDue(target).forEach(this::make);
    if (target != Long.MAX_VALUE) {
      schedule.release(target);
    }
    released[edge] = target;
    Edge to = plan.edges.get(edge);
    InputTime time = InputTime.UNKNOWN.withWatermark(target);
    output.collect(new StreamRecord<>(new StageMark(Labels.EMPTY, to.stage, to.input, time)));
    tellWatermark(edge, target);
  }

  /** So that changes come before Flink's watermark passes the tick at which they take effect. */
  private void tellWatermark(int edge, long released) {
    try {
      reportWatermark(new Watermark(released), edge + 1);
    } catch (Exception failure) {
      throw new FlinkRuntimeException("the watermark cannot be told", failure);
    }
  }

  private void make(Decision decision) {
    Publication publication = decision.publication();
    RuleChange change =
        publication.change(++changes, decision.effectiveFrom(), decision.samplesAfter());
    made.removeIf(earlier -> earlier.pack().equals(change.pack()));
    made.add(change);
    done.add(publication.number());
    taken.inc();
    LOG.info("rule pack {} changes at {}", publication.pack(), decision.effectiveFrom());
    output.collect(new StreamRecord<>(new StageChange(Labels.EMPTY, change)));
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    state.update(List.of(toBytes()));
  }

  private long digest() {
    return plan.stages.stream().mapToLong(RuleSet.Source::digest).reduce(0, (a, b) -> 31 * a + b);
  }

  private byte[] toBytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeLong(digest());
      out.writeLong(changes);
      out.writeInt(done.size());
      for (long number : done) {
        out.writeLong(number);
      }
      out.writeInt(made.size());
      for (RuleChange change : made) {
        RuleChangeBytes.write(change, out);
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }

  /** A job that was started with other rules since has taken what was published into them. */
  private void restore(byte[] bytes) throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
    if (in.readLong() != digest()) {
      return;
    }
    changes = in.readLong();
    for (int count = in.readInt(); count > 0; count--) {
      done.add(in.readLong());
    }
    for (int count = in.readInt(); count > 0; count--) {
      made.add(RuleChangeBytes.read(in));
    }
  }

  /** Where batchers tell what they know, and how far they are. */
  @SuppressWarnings("unchecked") // as Flink declares it
  private static final class AckInput extends AbstractInput<RuleAck, StageRecord> {
    private final RuleGate gate;
    private final int edge;

    AckInput(RuleGate gate, int edge) {
      super(gate, edge + 1);
      this.gate = gate;
      this.edge = edge;
    }

    @Override
    public void processElement(StreamRecord<RuleAck> element) {
      gate.acknowledge(edge, element.getValue());
    }

    @Override
    public void processWatermark(Watermark mark) {
      gate.advance(edge, mark.getTimestamp());
    }
  }
}
