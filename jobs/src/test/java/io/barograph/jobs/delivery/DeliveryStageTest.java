package io.barograph.jobs.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.barograph.core.alert.Priority;
import io.barograph.core.delivery.DeliveryPolicy;
import io.barograph.core.delivery.Receipt;
import io.barograph.core.incident.AlertSignal;
import io.barograph.core.incident.Incident;
import io.barograph.core.incident.IncidentKind;
import io.barograph.core.incident.JoinReason;
import io.barograph.core.notify.DeliveryOutcome;
import io.barograph.core.notify.Notification;
import io.barograph.core.notify.NotifiedAlert;
import io.barograph.core.route.IntegrationConfig;
import io.barograph.core.route.ReceiverConfig;
import io.barograph.jobs.options.DeliveryPlan;
import io.barograph.jobs.routing.Notified;
import io.barograph.jobs.rules.KeyGroups;
import io.barograph.sinks.channel.Language;
import io.barograph.sinks.channel.TargetList;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.common.typeutils.base.IntSerializer;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.heap.HeapKeyedStateBackend;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.tasks.mailbox.Mail;
import org.apache.flink.streaming.runtime.tasks.mailbox.TaskMailbox;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The operator of delivery between records, answers, clocks and restarts. */
class DeliveryStageTest {
  private static final long NOW = 1_760_000_000_000L;
  private static final DeliveryOutcome TAKEN = DeliveryOutcome.delivered(200, "ok");

  private final List<Harness> subtasks = new ArrayList<>();
  private long downUntil = NOW;

  /** One subtask. Flink's own harness for two keyed inputs takes no factory. */
  private static final class Harness extends AbstractStreamOperatorTestHarness<Receipt> {
    Harness(int parallelism, int subtask) throws Exception {
      super(new DeliveryStageFactory(plan()), KeyGroups.COUNT, parallelism, subtask);
      KeySelector<Notification, Integer> receiver = one -> DeliveryStage.keyOf(one.receiver());
      KeySelector<Tuple2<Integer, Incident>, Integer> key = incident -> incident.f0;
      config.setStatePartitioner(0, receiver);
      config.setStatePartitioner(1, key);
      config.setStateKeySerializer(IntSerializer.INSTANCE);
      config.serializeAllConfigs();
    }

    private DeliveryStage stage() {
      return (DeliveryStage) operator;
    }

    void tell(Notification notification) throws Exception {
      StreamRecord<Notification> record = new StreamRecord<>(notification, notification.at());
      stage().setKeyContextElement1(record);
      stage().processElement1(record);
    }

    void find(String receiver, Incident incident) throws Exception {
      StreamRecord<Tuple2<Integer, Incident>> record =
          new StreamRecord<>(Tuple2.of(DeliveryStage.keyOf(receiver), incident));
      stage().setKeyContextElement2(record);
      stage().processElement2(record);
    }

    void routingReaches(long time) throws Exception {
      stage().processWatermark1(new Watermark(time));
    }

    void correlationReaches(long time) throws Exception {
      stage().processWatermark2(new Watermark(time));
    }

    int keptEntries() {
      return ((HeapKeyedStateBackend<?>) stage().getKeyedStateBackend()).numKeyValueStateEntries();
    }

    /** Runs what answers have left in the mailbox. */
    void readMail() throws Exception {
      Optional<Mail> mail = getTaskMailbox().tryTake(TaskMailbox.MIN_PRIORITY);
      while (mail.isPresent()) {
        mail.get().run();
        mail = getTaskMailbox().tryTake(TaskMailbox.MIN_PRIORITY);
      }
    }
  }

  private static DeliveryPlan plan() {
    Map<String, ReceiverConfig> receivers = new LinkedHashMap<>();
    for (String name : List.of("ops", "desk", "risk", "night")) {
      IntegrationConfig robot = new IntegrationConfig("scripted", 0, true, Map.of("name", name));
      receivers.put(name, new ReceiverConfig(name, List.of(robot)));
    }
    return new DeliveryPlan(
        receivers,
        Map.of(),
        "",
        DeliveryPolicy.DEFAULT,
        new DeliveryPlan.Texts("", Language.EN, ZoneOffset.UTC, List.of()),
        TargetList.ALL);
  }

  @BeforeEach
  void open() throws Exception {
    ScriptedChannel.forgetAll();
    open(null, 1);
  }

  private void open(OperatorSubtaskState state, int parallelism) throws Exception {
    subtasks.clear();
    for (int subtask = 0; subtask < parallelism; subtask++) {
      Harness harness = new Harness(parallelism, subtask);
      harness.setup(
          Types.POJO(Receipt.class)
              .createSerializer(harness.getExecutionConfig().getSerializerConfig()));
      if (state != null) {
        harness.initializeState(
            AbstractStreamOperatorTestHarness.repartitionOperatorState(
                state, KeyGroups.COUNT, 1, parallelism, subtask));
      }
      harness.setProcessingTime(downUntil);
      harness.open();
      subtasks.add(harness);
    }
  }

  private Harness stage() {
    return subtasks.get(0);
  }

  private void tell(String id, String receiver, long at) throws Exception {
    stage().tell(Notified.notification(id, receiver, at));
  }

  private static void answer(Harness harness, String robot, DeliveryOutcome outcome)
      throws Exception {
    ScriptedChannel.robot(robot).answer(outcome);
    harness.readMail();
  }

  private List<String> receipts() {
    return stage().extractOutputValues().stream()
        .map(one -> one.notification() + ' ' + one.receiver() + ' ' + one.result().wireName())
        .toList();
  }

  @Test
  void tellsEachReceiverAndWritesWhatBecameOfIt() throws Exception {
    tell("1", "ops", NOW);
    tell("2", "ops", NOW);
    tell("3", "desk", NOW);
    assertThat(ScriptedChannel.robot("ops").asked()).as("one after the other").containsExactly("1");
    answer(stage(), "desk", TAKEN);
    answer(stage(), "ops", TAKEN);
    answer(stage(), "ops", TAKEN);

    assertThat(ScriptedChannel.robot("ops").asked()).containsExactly("1", "2");
    assertThat(receipts())
        .containsExactly("3 desk delivered", "1 ops delivered", "2 ops delivered");
  }

  @Test
  void triesAgainWhenItIsTime() throws Exception {
    tell("1", "ops", NOW);
    answer(stage(), "ops", DeliveryOutcome.retry(503, "busy", 0));
    assertThat(ScriptedChannel.robot("ops").asked()).hasSize(1);
    stage().setProcessingTime(NOW + 1_000);

    assertThat(ScriptedChannel.robot("ops").asked()).containsExactly("1", "1");
    answer(stage(), "ops", TAKEN);
    assertThat(stage().extractOutputValues()).extracting(Receipt::attempts).containsExactly(2);
  }

  @Test
  void divertsWhatIsRefusedAndWhatNobodyKnows() throws Exception {
    tell("1", "ops", NOW);
    tell("2", "gone", NOW);
    answer(stage(), "ops", DeliveryOutcome.refused(400, "no such robot"));

    assertThat(stage().getSideOutput(DeliveryStage.DIVERTED))
        .extracting(StreamRecord::getValue)
        .extracting(Notification::id)
        .containsExactly("2", "1");
    assertThat(receipts()).containsExactly("1 ops refused");
  }

  @Test
  void tellsAgainBehindARestartAtAnyParallelismWhatWasUnderWay() throws Exception {
    for (String receiver : List.of("ops", "desk", "risk", "night")) {
      tell(receiver + "-1", receiver, NOW);
      tell(receiver + "-2", receiver, NOW);
    }
    answer(stage(), "ops", TAKEN);
    OperatorSubtaskState state = stage().snapshot(1, 1);
    // The old one is left as a lost process would leave it.
    ScriptedChannel.forgetAll();
    open(state, 3);

    assertThat(ScriptedChannel.robot("ops").asked()).containsExactly("ops-2");
    for (String receiver : List.of("desk", "risk", "night")) {
      assertThat(ScriptedChannel.robot(receiver).asked()).containsExactly(receiver + "-1");
    }
  }

  @Test
  void doesNotCountTheTimeInWhichTheJobWasDown() throws Exception {
    tell("1", "ops", NOW);
    OperatorSubtaskState state = stage().snapshot(1, 1);
    ScriptedChannel.forgetAll();
    downUntil = NOW + 10 * DeliveryPolicy.DEFAULT.giveUpMillis();
    open(state, 1);
    answer(stage(), "ops", DeliveryOutcome.retry(503, "busy", 0));
    stage().setProcessingTime(downUntil + 1_000);

    assertThat(ScriptedChannel.robot("ops").asked()).as("tried again").containsExactly("1", "1");
    assertThat(receipts()).isEmpty();
  }

  @Test
  void holdsBackWhatIsLongAgoUntilTheClockHasCaughtUp() throws Exception {
    tell("1", "ops", NOW - 7_200_000);
    tell("2", "ops", NOW - 3_600_000);
    stage().routingReaches(NOW - 3_600_000);
    assertThat(ScriptedChannel.robot("ops").asked()).isEmpty();
    OperatorSubtaskState state = stage().snapshot(1, 1);
    // The old one is left as a lost process would leave it.
    open(state, 1);
    stage().routingReaches(NOW - 60_000);

    assertThat(ScriptedChannel.robot("ops").asked()).containsExactly("2-caught-up-2");
    assertThat(ScriptedChannel.robot("ops").last().alerts()).hasSize(2);
  }

  @Test
  void keepsNothingOfAReceiverThatWasToldAll() throws Exception {
    tell("1", "ops", NOW);
    answer(stage(), "ops", TAKEN);
    stage().snapshot(1, 1);
    assertThat(stage().keptEntries()).as("it is owed the end").isOne();
    Notification firing = Notified.notification("2", "ops", NOW);
    NotifiedAlert fires = firing.firing().get(0);
    NotifiedAlert ended =
        new NotifiedAlert(
            fires.labels(),
            fires.annotations(),
            fires.startsAt(),
            NOW,
            fires.generatorUrl(),
            fires.alertId(),
            fires.priority());
    stage().tell(firing.withAlerts(List.of(ended)));
    answer(stage(), "ops", TAKEN);
    stage().snapshot(2, 2);

    assertThat(stage().keptEntries()).isZero();
  }

  @Test
  void namesTheIncidentAsSoonAsItIsKnownAlsoBehindARestartAtAnyParallelism() throws Exception {
    Notification unnamed = Notified.notification("1", "ops", NOW).withIncident("");
    stage().tell(unnamed);
    assertThat(ScriptedChannel.robot("ops").last().incident()).isEmpty();
    answer(stage(), "ops", TAKEN);
    for (String receiver : List.of("ops", "desk", "risk", "night")) {
      stage().find(receiver, incident(unnamed.firing().get(0)));
    }
    stage().tell(unnamed);
    assertThat(ScriptedChannel.robot("ops").last().incident()).isEqualTo("storm-1");
    OperatorSubtaskState state = stage().snapshot(1, 1);

    ScriptedChannel.forgetAll();
    open(state, 3);
    assertThat(ScriptedChannel.robot("ops").last().incident()).isEqualTo("storm-1");
  }

  @Test
  void theClockOfIncidentsHoldsNothingBack() throws Exception {
    tell("1", "ops", NOW - 7_200_000);
    stage().correlationReaches(NOW);
    assertThat(ScriptedChannel.robot("ops").asked()).as("routing is behind").isEmpty();
    stage().routingReaches(NOW);
    assertThat(ScriptedChannel.robot("ops").asked()).hasSize(1);
  }

  private static Incident incident(NotifiedAlert alert) {
    AlertSignal signal =
        new AlertSignal(
            alert.alertId(),
            alert.startsAt(),
            "Down",
            alert.fingerprint(),
            "api",
            "",
            alert.priority(),
            true);
    return new Incident(
        "storm-1",
        1,
        "",
        IncidentKind.STORM,
        "",
        NOW,
        NOW,
        true,
        Priority.P2,
        0,
        new TreeSet<>(),
        1,
        List.of(new Incident.Member(signal, JoinReason.ROOT, "", 1)),
        List.of());
  }
}
