package io.barograph.jobs.output;

import io.barograph.core.alert.Alert;
import io.barograph.core.audit.AuditEntry;
import io.barograph.core.deadletter.DeadLetter;
import io.barograph.core.decision.Decision;
import io.barograph.core.incident.Incident;
import io.barograph.core.incident.Recommendations;
import io.barograph.core.labels.Labels;
import io.barograph.jobs.delivery.NotificationDelivery;
import io.barograph.jobs.detect.DetectionPipeline;
import io.barograph.jobs.ingest.IngestedSample;
import io.barograph.jobs.inspect.StateTopics;
import io.barograph.jobs.options.BarographOptions;
import io.barograph.jobs.options.BarographOptions.Delivery;
import io.barograph.jobs.options.DeliveryPlan;
import io.barograph.jobs.options.JobOptions;
import io.barograph.jobs.quality.DeliveredRatioFunction;
import io.barograph.jobs.quality.QualityPipeline;
import io.barograph.jobs.routing.RoutingPipeline;
import io.barograph.sinks.elasticsearch.ElasticsearchConnection;
import io.barograph.sinks.elasticsearch.ElasticsearchDocument;
import io.barograph.sinks.elasticsearch.ElasticsearchSink;
import java.util.Optional;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.sink.KafkaSinkBuilder;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamSink;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/** Alerts and measures to Kafka and Elasticsearch, dead letters and fed-back samples to Kafka. */
public final class DeliveryPipeline implements JobOutput {
  /** Below the broker's default maximum of 15 min, above the longest checkpoint interval. */
  private static final String TRANSACTION_TIMEOUT_MILLIS = "840000";

  private static final String MAX_LINGER_MILLIS = "5";

  private final JobOptions options;

  /** The pipeline that delivers to where {@code options} say. */
  public DeliveryPipeline(JobOptions options) {
    this.options = options;
  }

  @Override
  public void deliverAlerts(String stage, DataStream<Alert> alerts, DataStream<Labels> forgotten) {
    String transitions = options.topic("alerts");
    String active = options.topic("alerts.active");
    toKafka(
        alerts
            .flatMap(OutputRecords.alerts(transitions, active, options.topic("decisions")))
            .returns(Types.POJO(KafkaMessage.class))
            .uid("alert-messages-" + stage)
            .name("alerts as messages"),
        "alerts",
        stage,
        OutputRecords.messages(),
        delivery());
    toKafka(forgotten, "forgotten-alerts", stage, OutputRecords.tombstones(active), delivery());
    options
        .elasticsearch()
        .ifPresent(
            elasticsearch -> {
              toElasticsearch(
                  alerts.map(AlertDocuments::episode), "episodes", stage, elasticsearch);
              toElasticsearch(
                  alerts.map(AlertDocuments::transition), "transitions", stage, elasticsearch);
              toElasticsearch(
                  alerts.map(alert -> IncidentDocuments.decision(Decision.of(alert))),
                  "decisions",
                  stage,
                  elasticsearch);
            });
  }

  @Override
  public void deliverTried(DataStream<Alert> alerts) {
    toKafka(
        alerts,
        "alerts",
        "shadow",
        OutputRecords.tried(options.topic("alerts.shadow")),
        DeliveryGuarantee.AT_LEAST_ONCE);
    options
        .elasticsearch()
        .ifPresent(
            elasticsearch ->
                toElasticsearch(
                    alerts.map(AlertDocuments::triedEpisode), "episodes", "shadow", elasticsearch));
  }

  @Override
  public void deliverIncidents(DataStream<Incident> incidents, Recommendations recommendations) {
    toKafka(
        incidents
            .flatMap(
                OutputRecords.incidents(
                    options.topic("incidents"), options.topic("decisions"), recommendations))
            .returns(Types.POJO(KafkaMessage.class))
            .uid("incident-messages")
            .name("incidents as messages"),
        "incidents",
        "all",
        OutputRecords.messages(),
        delivery());
    options
        .elasticsearch()
        .ifPresent(
            elasticsearch -> {
              toElasticsearch(
                  incidents.map(IncidentDocuments.incidents(recommendations)),
                  "incidents",
                  "all",
                  elasticsearch);
              toElasticsearch(
                  incidents.flatMap(IncidentDocuments::decisions),
                  "decisions",
                  "incidents",
                  elasticsearch);
            });
  }

  @Override
  public void deliverQuality(
      DataStream<Alert> alerts, Optional<DataStream<Incident>> incidents, boolean isFedBack) {
    if (isFedBack || options.elasticsearch().isPresent()) {
      deliverOwnSamples(QualityPipeline.define(alerts, incidents), "quality", "all", isFedBack);
    }
  }

  /**
   * Delivers samples about the job's own work. As with feedback, a sample that is told twice says
   * the same twice.
   */
  private void deliverOwnSamples(
      DataStream<IngestedSample> samples, String topicPart, String indexPart, boolean isFedBack) {
    if (isFedBack) {
      toKafka(
          samples,
          "samples",
          topicPart,
          OutputRecords.samples(options.topic(JobOptions.FEEDBACK_TOPIC)),
          DeliveryGuarantee.AT_LEAST_ONCE);
    }
    options
        .elasticsearch()
        .ifPresent(
            elasticsearch ->
                toElasticsearch(
                    samples.flatMap(MeasureDocuments.ofQuality()),
                    "quality",
                    indexPart,
                    elasticsearch));
  }

  @Override
  public void deliverNotifications(
      RoutingPipeline.Streams told,
      Optional<DataStream<Incident>> incidents,
      DeliveryPlan plan,
      boolean isFedBack) {
    NotificationRecords records = new NotificationRecords(options, plan.texts().externalUrl());
    toKafka(records.messages(told), "notifications", "all", OutputRecords.messages(), delivery());
    NotificationDelivery.Streams delivered =
        NotificationDelivery.define(told.notifications(), incidents, plan);
    toKafka(
        records.receipts(delivered.receipts()),
        "receipts",
        "all",
        OutputRecords.messages(),
        DeliveryGuarantee.AT_LEAST_ONCE);
    deliverDeadLetters("delivery", records.undelivered(delivered.undelivered()));
    if (isFedBack || options.elasticsearch().isPresent()) {
      deliverOwnSamples(
          DeliveredRatioFunction.define(delivered.receipts()), "receivers", "receivers", isFedBack);
    }
    options
        .elasticsearch()
        .ifPresent(
            elasticsearch -> {
              toElasticsearch(
                  told.notifications().map(NotificationDocuments::notification),
                  "notifications",
                  "all",
                  elasticsearch);
              toElasticsearch(
                  delivered.receipts().map(NotificationDocuments::receipt),
                  "receipts",
                  "all",
                  elasticsearch);
              toElasticsearch(
                  told.decisions().map(IncidentDocuments::decision),
                  "decisions",
                  "routing",
                  elasticsearch);
            });
  }

  /** Entries are few, and stand in the topic in their order: one subtask writes them all. */
  @Override
  public void deliverAudit(DataStream<AuditEntry> entries) {
    toKafka(
            AuditRecords.messages(entries, options.topic("audit")),
            "audit",
            "all",
            OutputRecords.messages(),
            delivery())
        .setParallelism(1);
    options
        .elasticsearch()
        .ifPresent(
            elasticsearch ->
                toElasticsearch(
                    entries.map(AuditRecords::document), "audit", "all", elasticsearch));
  }

  @Override
  public void deliverRiskOff(DataStream<KafkaMessage> messages) {
    toKafka(messages, "risk-off", "all", OutputRecords.messages(), delivery());
  }

  /** As with feedback, a sample that is told twice says the same twice. */
  @Override
  public void deliverMeasures(DataStream<IngestedSample> samples) {
    if (options.get(BarographOptions.MEASURES_WRITE)) {
      toKafka(
          samples,
          "samples",
          "derived",
          OutputRecords.samples(options.topic(JobOptions.DERIVED_TOPIC)),
          DeliveryGuarantee.AT_LEAST_ONCE);
    }
    long interval = options.measureIndexInterval().toMillis();
    if (interval > 0) {
      options
          .elasticsearch()
          .ifPresent(
              elasticsearch ->
                  toElasticsearch(
                      samples.flatMap(MeasureDocuments.ofMeasures(interval)),
                      "measures",
                      "all",
                      elasticsearch));
    }
  }

  @Override
  public void deliverDetected(String kind, DataStream<IngestedSample> samples) {
    FlatMapFunction<IngestedSample, ElasticsearchDocument> documents =
        kind.equals(DetectionPipeline.ANOMALIES) || kind.equals(DetectionPipeline.ENTITIES)
            ? new AnomalyDocuments()
            : MeasureDocuments.ofForecasts();
    options
        .elasticsearch()
        .ifPresent(
            elasticsearch ->
                toElasticsearch(samples.flatMap(documents), kind, "all", elasticsearch));
  }

  /** A sample that is told twice says the same twice, so none waits for a transaction. */
  @Override
  public void deliverFeedback(DataStream<IngestedSample> samples) {
    toKafka(
        samples,
        "samples",
        "feedback",
        OutputRecords.samples(options.topic(JobOptions.FEEDBACK_TOPIC)),
        DeliveryGuarantee.AT_LEAST_ONCE);
  }

  @Override
  public void deliverDeadLetters(String from, DataStream<DeadLetter> deadLetters) {
    toKafka(
        deadLetters,
        "dead-letters",
        from,
        OutputRecords.deadLetters(options.topic("dead-letters")),
        DeliveryGuarantee.AT_LEAST_ONCE);
  }

  /** Answers are few: one subtask writes them all. */
  @Override
  public void deliverAnswers(DataStream<byte[]> answers) {
    toKafka(
            answers,
            "answers",
            "state",
            OutputRecords.answers(options.topic(StateTopics.RESPONSES)),
            DeliveryGuarantee.AT_LEAST_ONCE)
        .setParallelism(1);
  }

  private <T> DataStreamSink<T> toKafka(
      DataStream<T> records,
      String what,
      String from,
      KafkaRecordSerializationSchema<T> serializer,
      DeliveryGuarantee guarantee) {
    KafkaSinkBuilder<T> sink =
        KafkaSink.<T>builder()
            .setBootstrapServers(options.get(BarographOptions.KAFKA_SERVERS))
            .setRecordSerializer(serializer)
            .setDeliveryGuarantee(guarantee)
            .setProperty("linger.ms", MAX_LINGER_MILLIS)
            .setProperty("transaction.timeout.ms", TRANSACTION_TIMEOUT_MILLIS)
            .setTransactionalIdPrefix(
                "%s-%s-%s".formatted(options.get(BarographOptions.KAFKA_GROUP), what, from));
    options.kafka().forEach(sink::setProperty);
    return records
        .sinkTo(sink.build())
        .uid(what + "-to-kafka-" + from)
        .name(what + " to Kafka " + from);
  }

  private void toElasticsearch(
      SingleOutputStreamOperator<ElasticsearchDocument> documents,
      String what,
      String from,
      ElasticsearchConnection elasticsearch) {
    documents
        .returns(ElasticsearchDocumentSerializer.INSTANCE.typeInformation())
        .uid(what + "-documents-" + from)
        .name(what + " as documents")
        .sinkTo(
            new ElasticsearchSink(
                elasticsearch, new RejectedToKafka(options.topic("dead-letters"), options.kafka())))
        .uid(what + "-to-elasticsearch-" + from)
        .name(what + " to Elasticsearch");
  }

  private DeliveryGuarantee delivery() {
    return options.get(BarographOptions.KAFKA_DELIVERY) == Delivery.EXACTLY_ONCE
        ? DeliveryGuarantee.EXACTLY_ONCE
        : DeliveryGuarantee.AT_LEAST_ONCE;
  }
}
