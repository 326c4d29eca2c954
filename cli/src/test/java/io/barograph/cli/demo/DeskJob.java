package io.barograph.cli.demo;

import io.barograph.cli.desk.DeskFault;
import io.barograph.cli.desk.DeskRecord;
import io.barograph.cli.desk.DeskTick;
import io.barograph.cli.desk.TradingDesk;
import io.barograph.core.alert.Alert;
import io.barograph.core.deadletter.DeadLetter;
import io.barograph.core.labels.Labels;
import io.barograph.core.log.LogRecord;
import io.barograph.core.measure.BusinessRecord;
import io.barograph.core.sample.Sample;
import io.barograph.formats.decode.DecodedRecords;
import io.barograph.formats.decode.MalformedRecordException;
import io.barograph.formats.decode.RecordDecoder;
import io.barograph.formats.record.BusinessFormat;
import io.barograph.jobs.BarographJob;
import io.barograph.jobs.ingest.Ingested;
import io.barograph.jobs.ingest.IngestedLog;
import io.barograph.jobs.ingest.IngestedRecord;
import io.barograph.jobs.ingest.IngestedSample;
import io.barograph.jobs.ingest.IngestedSerializer;
import io.barograph.jobs.options.BarographOptions;
import io.barograph.jobs.options.JobOptions;
import io.barograph.jobs.output.JobOutput;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.DeploymentOptions;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.CloseableIterator;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * The whole job in this process on what a trading desk says, one tick a second of event time and
 * without waiting: the readers, the measures, the join and the rules of {@link BarographJob}, with
 * defaults as its options.
 */
final class DeskJob {
  /** From one sample of counted log lines to the next, the default. */
  static final Duration LOG_INTERVAL = BarographOptions.LOG_INTERVAL.defaultValue();

  private static final String METRICS = "metrics";
  private static final String LOGS = "logs";

  /** The clock goes on once in so many ticks: that makes batches, and changes no alert. */
  private static final int TICKS_PER_STEP = 30;

  private DeskJob() {}

  /**
   * What is told of alerts, in no order.
   *
   * @param packs folders of rules
   * @param sampling from one derived sample to the next, at least a second
   */
  static List<Alert> run(List<Path> packs, Duration sampling, DeskDay day) throws Exception {
    JobOptions options = options(packs, sampling);
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(flink(options));
    env.setParallelism(1);
    ToldAlerts told = new ToldAlerts();
    BarographJob.define(
        options,
        inputs(env, new Desk(day)),
        () -> {
          throw new IllegalStateException("no rule reads alerts");
        },
        told);
    List<Alert> alerts = new ArrayList<>();
    try (CloseableIterator<Alert> collected = told.collect()) {
      JobClient job = env.executeAsync("a desk's day");
      collected.forEachRemaining(alerts::add);
      job.getJobExecutionResult().get();
    }
    return alerts;
  }

  private static JobOptions options(List<Path> packs, Duration sampling) {
    Configuration configuration = new Configuration();
    List<String> inputs = new ArrayList<>(List.of(METRICS, LOGS));
    inputs.addAll(BusinessFormat.names());
    configuration.set(BarographOptions.INPUTS, inputs);
    configuration.set(BarographOptions.inputFormat(METRICS), "json");
    configuration.set(BarographOptions.inputFormat(LOGS), "json-log");
    BusinessFormat.names()
        .forEach(name -> configuration.set(BarographOptions.inputFormat(name), name));
    configuration.set(BarographOptions.MEASURES_INTERVAL, sampling);
    configuration.set(BarographOptions.MEASURES_CALENDARS, Map.of("DEMO", "24x7"));
    configuration.set(BarographOptions.RULES_CHANGE, false);
    configuration.set(BarographOptions.RULE_PATHS, packs.stream().map(Path::toString).toList());
    return JobOptions.of(configuration);
  }

  private static Configuration flink(JobOptions options) {
    Configuration flink = options.flinkConfiguration();
    flink.set(DeploymentOptions.TARGET, "local");
    flink.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
    flink.set(PipelineOptions.AUTO_GENERATE_UIDS, true);
    flink.set(ExecutionOptions.BUFFER_TIMEOUT_ENABLED, false);
    boolean unused = flink.removeConfig(CheckpointingOptions.CHECKPOINTING_INTERVAL);
    return flink;
  }

  private static Map<String, DataStream<Ingested>> inputs(
      StreamExecutionEnvironment env, Desk desk) {
    SingleOutputStreamOperator<Ingested> ticks =
        env.fromSequence(0, desk.ticks() - 1)
            .assignTimestampsAndWatermarks(
                WatermarkStrategy.<Long>forGenerator(context -> new TickClock())
                    .withTimestampAssigner((tick, time) -> desk.timeOf(tick)))
            .process(desk, IngestedSerializer.ofKind());
    Map<String, DataStream<Ingested>> inputs = new LinkedHashMap<>();
    inputs.put(METRICS, ticks);
    inputs.put(LOGS, ticks.getSideOutput(tag(LOGS)));
    for (String name : BusinessFormat.names()) {
      inputs.put(name, ticks.getSideOutput(tag(name)));
    }
    return inputs;
  }

  private static OutputTag<Ingested> tag(String input) {
    return new OutputTag<>(input, IngestedSerializer.ofKind());
  }

  /** Tells that a tick is complete, for the desk says nothing afterwards of what was before it. */
  private static final class TickClock implements WatermarkGenerator<Long> {
    @Override
    public void onEvent(Long tick, long time, WatermarkOutput output) {
      if (tick % TICKS_PER_STEP == TICKS_PER_STEP - 1) {
        output.emitWatermark(new Watermark(time));
      }
    }

    @Override
    public void onPeriodicEmit(WatermarkOutput output) {}
  }

  /** The desk: what it says in a tick, read by the readers of the job's topics. */
  private static final class Desk extends ProcessFunction<Long, Ingested> {
    private final long seed;
    private final long startMillis;
    private final ArrayList<Set<DeskFault>> faults = new ArrayList<>();

    private transient TradingDesk desk;
    private transient Map<BusinessFormat, RecordDecoder> decoders;

    Desk(DeskDay day) {
      this.seed = day.seed();
      this.startMillis = day.opens().toEpochMilli();
      for (long second = 0; second < day.session().toSeconds(); second++) {
        faults.add(day.schedule().deskFaultsAt(Duration.ofSeconds(second)));
      }
    }

    int ticks() {
      return faults.size();
    }

    long timeOf(long tick) {
      return startMillis + tick * 1_000;
    }

    @Override
    public void open(OpenContext context) {
      desk = new TradingDesk(seed);
      decoders = new EnumMap<>(BusinessFormat.class);
      for (BusinessFormat format : BusinessFormat.values()) {
        decoders.put(format, format.newDecoder());
      }
    }

    @Override
    public void processElement(Long tick, Context context, Collector<Ingested> out)
        throws MalformedRecordException {
      DeskTick said = desk.tick(timeOf(tick), faults.get(tick.intValue()));
      for (Sample sample : said.samples()) {
        out.collect(IngestedSample.onTime(sample.labels(), sample.timestamp(), sample.value()));
      }
      for (LogRecord line : said.lines()) {
        context.output(tag(LOGS), new IngestedLog(line, Ingested.ON_TIME));
      }
      for (DeskRecord record : said.records()) {
        decoders.get(record.format()).decode(record.bytes(), new Emission(context, record));
      }
    }
  }

  /** Hands on what was read. */
  private record Emission(ProcessFunction<Long, Ingested>.Context context, DeskRecord told)
      implements DecodedRecords {
    @Override
    public void business(BusinessRecord record) {
      context.output(tag(told.format().optionName()), new IngestedRecord(record, Ingested.ON_TIME));
    }

    @Override
    public void sample(Labels labels, long timestamp, double value, boolean stale) {
      throw new IllegalStateException("a sample of " + told);
    }

    @Override
    public void log(LogRecord log) {
      throw new IllegalStateException("a log record of " + told);
    }

    @Override
    public void refused(String field, String reason) {
      throw new IllegalStateException("%s: %s of %s".formatted(field, reason, told));
    }
  }

  /** Keeps transitions of alerts, and drops the rest. */
  private static final class ToldAlerts implements JobOutput {
    private final List<DataStream<Alert>> streams = new ArrayList<>();

    @Override
    public void deliverAlerts(
        String stage, DataStream<Alert> alerts, DataStream<Labels> forgotten) {
      streams.add(alerts);
    }

    @Override
    public void deliverFeedback(DataStream<IngestedSample> samples) {}

    @Override
    public void deliverDeadLetters(String from, DataStream<DeadLetter> deadLetters) {}

    CloseableIterator<Alert> collect() {
      return streams.stream()
          .reduce((some, others) -> some.union(others))
          .orElseThrow()
          .collectAsync();
    }
  }
}
