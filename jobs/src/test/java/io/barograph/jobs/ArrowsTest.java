package io.barograph.jobs;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.barograph.types.ImmutableSerializer;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.Serializable;
import java.time.Clock;
import java.time.Instant;

/** What the modules up to this one may depend on. */
@AnalyzeClasses(packages = "io.barograph", importOptions = DoNotIncludeTests.class)
class ArrowsTest {
  private static final String CORE = "io.barograph.core..";
  private static final String PROMQL = "io.barograph.promql..";
  private static final String ML = "io.barograph.ml..";
  private static final String SMILE = "io.barograph.ml.smile..";
  private static final String FORMATS = "io.barograph.formats..";
  private static final String TYPES = "io.barograph.types..";
  private static final String CEP = "io.barograph.cep..";
  private static final String SINKS = "io.barograph.sinks..";
  private static final String JOBS = "io.barograph.jobs..";
  private static final String SOURCES = "io.barograph.jobs.source..";
  private static final String VERSIONS = "io.barograph.jobs.versions..";
  private static final String INSPECT = "io.barograph.jobs.inspect..";

  @ArchTest
  static final ArchRule CORE_DEPENDS_ON_THE_JDK_RE2J_AND_SKETCHES_ONLY =
      only(
          CORE,
          CORE,
          "java..",
          "com.google.re2j..",
          "com.datadoghq.sketch..",
          "com.dynatrace.hash4j..");

  @ArchTest
  static final ArchRule ONLY_STATISTICS_KNOW_SKETCHES =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.barograph.core.statistics..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("com.datadoghq.sketch..", "com.dynatrace.hash4j..");

  @ArchTest
  static final ArchRule PROMQL_DEPENDS_ON_CORE_THE_JDK_RE2J_AND_YAML_ONLY =
      only(PROMQL, PROMQL, CORE, "java..", "com.google.re2j..", "org.snakeyaml.engine..");

  @ArchTest
  static final ArchRule FORMATS_DEPEND_ON_CORE_AND_JACKSON_ONLY =
      only(FORMATS, FORMATS, CORE, "java..", "com.fasterxml.jackson..");

  /** Databind stands behind the rows of CSV files; what runs for each record reads tokens. */
  @ArchTest
  static final ArchRule RECORDS_OF_TOPICS_ARE_READ_BY_TOKENS =
      noClasses()
          .that()
          .resideInAPackage(FORMATS)
          .and()
          .doNotHaveSimpleName("RecordFile")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("com.fasterxml.jackson.databind..");

  @ArchTest
  static final ArchRule MODELS_DEPEND_ON_CORE_THE_JDK_AND_THEIR_LIBRARIES_ONLY =
      classes()
          .that()
          .resideInAPackage(ML)
          .and()
          .resideOutsideOfPackage(SMILE)
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              ML, CORE, "java..", "com.amazon.randomcutforest..", "ai.onnxruntime..");

  /** So that the rest of the job runs without it. */
  @ArchTest
  static final ArchRule ONLY_ITS_NETWORK_KNOWS_ONNX =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.barograph.ml.onnx..")
          .and()
          .doNotHaveFullyQualifiedName("io.barograph.ml.detect.OnnxLstm")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("ai.onnxruntime..");

  /** A build can be without it. */
  @ArchTest
  static final ArchRule SMILE_STANDS_BEHIND_MODELS =
      only(SMILE, SMILE, ML, "java..", "smile..").allowEmptyShould(true);

  /** So that the licence of smile holds for what is built with it, and for nothing else. */
  @ArchTest
  static final ArchRule NOTHING_KNOWS_SMILE =
      noClasses()
          .that()
          .resideOutsideOfPackage(SMILE)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("smile..", SMILE);

  @ArchTest
  static final ArchRule TYPES_DEPEND_ON_CORE_AND_FLINK_ONLY =
      only(TYPES, TYPES, CORE, "java..", "org.apache.flink..");

  @ArchTest
  static final ArchRule PATTERNS_DEPEND_ON_CORE_TYPES_AND_FLINK_ONLY =
      only(CEP, CEP, CORE, TYPES, "java..", "org.apache.flink..", "org.slf4j..");

  @ArchTest
  static final ArchRule ONLY_PATTERNS_KNOW_CEP =
      noClasses()
          .that()
          .resideOutsideOfPackage(CEP)
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.flink.cep..");

  /** So that the rest of the job runs without them. */
  @ArchTest
  static final ArchRule ONLY_THEIR_WIRING_KNOWS_PATTERNS =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              CEP, "io.barograph.jobs.patterns..", "io.barograph.jobs.replay..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage(CEP);

  @ArchTest
  static final ArchRule SINKS_DEPEND_ON_NO_MODULE_BUT_CORE =
      noClasses()
          .that()
          .resideInAPackage(SINKS)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(JOBS, PROMQL, FORMATS, ML);

  /** The command line, on whose class path there is no Flink, tells people by them too. */
  @ArchTest
  static final ArchRule CHANNELS_KNOW_NO_FLINK =
      noClasses()
          .that()
          .resideInAPackage("io.barograph.sinks.channel..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.flink..");

  @ArchTest
  static final ArchRule ONLY_MAIL_KNOWS_MAIL =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.barograph.sinks.channel.mail..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("jakarta.mail..", "org.eclipse.angus..");

  /**
   * A file of rule tests names files of rules, which are read beside it; a library is unpacked;
   * forests take time.
   */
  @ArchTest
  static final ArchRule DECISIONS_HAVE_NO_IO_AND_NO_THREADS =
      noClasses()
          .that()
          .resideInAnyPackage(CORE, PROMQL, ML)
          .and()
          .resideOutsideOfPackages(
              "io.barograph.promql.testlang..", "io.barograph.ml.onnx..", SMILE)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.nio.file..", "java.net..", "java.util.concurrent..")
          .orShould()
          .dependOnClassesThat()
          .belongToAnyOf(Thread.class);

  /** But for what a measure keeps, which is written where it is known. */
  @ArchTest
  static final ArchRule CORE_OPENS_NO_STREAMS =
      noClasses()
          .that()
          .resideInAPackage(CORE)
          .and()
          // The calendars ship as texts.
          .doNotHaveFullyQualifiedName("io.barograph.core.session.SessionResource")
          .should()
          .dependOnClassesThat(
              resideInAnyPackage("java.io..")
                  .and(not(type(Serializable.class)))
                  .and(not(type(DataInput.class)))
                  .and(not(type(DataOutput.class)))
                  .and(not(type(IOException.class))));

  @ArchTest
  static final ArchRule ONLY_RULE_FILES_KNOW_YAML =
      noClasses()
          .that()
          .resideInAPackage(PROMQL)
          .and()
          .resideOutsideOfPackages(
              "io.barograph.promql.rules..",
              "io.barograph.promql.routing..",
              "io.barograph.promql.testlang..",
              "io.barograph.promql.yaml..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.snakeyaml.engine..");

  /** But for the main, which says when the job was started. */
  @ArchTest
  static final ArchRule ONLY_SOURCES_READ_THE_WALL_CLOCK =
      noClasses()
          .that()
          .resideInAnyPackage(CORE, PROMQL, FORMATS, ML, TYPES, CEP, JOBS)
          .and()
          .resideOutsideOfPackage(SOURCES)
          .and()
          .areNotAssignableTo(BarographJob.class)
          .should()
          .callMethod(System.class, "currentTimeMillis");

  /** But what measures rules, for those who ask. */
  @ArchTest
  static final ArchRule NOTHING_BUT_SINKS_READS_ANY_OTHER_CLOCK =
      noClasses()
          .that()
          .resideInAnyPackage(CORE, PROMQL, FORMATS, ML, TYPES, CEP, JOBS)
          .and()
          .doNotHaveFullyQualifiedName("io.barograph.jobs.rules.RuleTimes")
          .should()
          .callMethod(System.class, "nanoTime")
          .orShould()
          .callMethod(Instant.class, "now")
          .orShould()
          .dependOnClassesThat()
          .belongToAnyOf(Clock.class);

  @ArchTest
  static final ArchRule ONLY_SOURCES_OUTPUT_AND_VERSIONS_KNOW_KAFKA =
      noClasses()
          .that()
          .resideOutsideOfPackages(SOURCES, "io.barograph.jobs.output..", VERSIONS, INSPECT)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.kafka..", "org.apache.flink.connector.kafka..");

  /** The command line, on whose class path there is no Flink, publishes by it. */
  @ArchTest
  static final ArchRule VERSIONS_KNOW_NO_FLINK =
      only(VERSIONS, VERSIONS, CORE, FORMATS, "java..", "org.apache.kafka..");

  @ArchTest
  static final ArchRule INSPECTION_KNOWS_NO_FLINK =
      only(INSPECT, INSPECT, CORE, FORMATS, "java..", "org.apache.kafka..", "org.slf4j..");

  @ArchTest
  static final ArchRule SERIALIZERS_ARE_NAMED_SO =
      classes()
          .that()
          .areAssignableTo(ImmutableSerializer.class)
          .should()
          .haveSimpleNameEndingWith("Serializer");

  @ArchTest
  static final ArchRule NO_MODULE_HAS_PACKAGE_CYCLES =
      slices().matching("io.barograph.(*).(*)..").should().beFreeOfCycles();

  private static ArchRule only(String module, String... packages) {
    return classes()
        .that()
        .resideInAPackage(module)
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(packages);
  }
}
