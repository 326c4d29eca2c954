package io.barograph.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.barograph.cli.stack.RealKafka;
import io.barograph.jobs.BarographJob;
import io.barograph.jobs.options.JobOptions;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import picocli.CommandLine;

/** Commands on a real broker, beside a job that a test starts, and what the last one printed. */
final class CommandsOnStack {
  private final RealKafka kafka;
  private StringWriter out = new StringWriter();
  private StringWriter err = new StringWriter();

  CommandsOnStack(RealKafka kafka) {
    this.kafka = kafka;
  }

  /** Starts the whole job on two subtasks, with options that stand in a file of {@code folder}. */
  JobClient submit(Path folder, String yaml) throws Exception {
    Path options = Files.writeString(folder.resolve("job.yaml"), yaml);
    JobOptions job = JobOptions.read(options);
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(job.flinkConfiguration());
    env.setParallelism(2);
    BarographJob.define(env, job, System.currentTimeMillis());
    return env.executeAsync("beside commands");
  }

  /** Sends a record to the first partition of an input's topic. */
  void send(String input, String json) throws Exception {
    send(input, null, json.getBytes(StandardCharsets.UTF_8));
  }

  /** Sends a record with a key, as a compacted topic needs it. */
  void send(String topic, String key, String json) throws Exception {
    send(topic, key.getBytes(StandardCharsets.UTF_8), json.getBytes(StandardCharsets.UTF_8));
  }

  private void send(String topic, byte[] key, byte[] value) throws Exception {
    Properties settings = new Properties();
    settings.put("bootstrap.servers", kafka.address());
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      producer.send(new ProducerRecord<>("barograph." + topic, 0, key, value)).get();
    }
  }

  /** Runs a command; its exit status. */
  int run(String... arguments) {
    out = new StringWriter();
    err = new StringWriter();
    CommandLine line = BarographCommand.commandLine();
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    List<String> all = new ArrayList<>(Arrays.asList(arguments));
    all.addAll(List.of("--home", kafka.home().toString()));
    return line.execute(all.toArray(String[]::new));
  }

  /** Runs a command that prints JSON, and reads it. */
  JsonNode json(String... arguments) throws Exception {
    List<String> all = new ArrayList<>(Arrays.asList(arguments));
    all.addAll(List.of("--output", "json"));
    run(all.toArray(String[]::new));
    return new ObjectMapper().readTree(out());
  }

  String out() {
    return out.toString();
  }

  String err() {
    return err.toString();
  }
}
