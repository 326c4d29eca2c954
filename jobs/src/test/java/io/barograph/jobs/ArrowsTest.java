package io.barograph.jobs;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.barograph.jobs.types.ImmutableSerializer;
import java.time.Clock;
import java.time.Instant;

@AnalyzeClasses(packages = "io.barograph.jobs", importOptions = DoNotIncludeTests.class)
class ArrowsTest {
  @ArchTest
  static final ArchRule ONLY_SOURCES_READ_THE_WALL_CLOCK =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.barograph.jobs.source..")
          .should()
          .callMethod(System.class, "currentTimeMillis");

  @ArchTest
  static final ArchRule NOTHING_READS_ANY_OTHER_CLOCK =
      noClasses()
          .should()
          .callMethod(System.class, "nanoTime")
          .orShould()
          .callMethod(Instant.class, "now")
          .orShould()
          .dependOnClassesThat()
          .belongToAnyOf(Clock.class);

  @ArchTest
  static final ArchRule ONLY_SOURCES_AND_OUTPUT_KNOW_KAFKA =
      noClasses()
          .that()
          .resideOutsideOfPackages("io.barograph.jobs.source..", "io.barograph.jobs.output..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.kafka..", "org.apache.flink.connector.kafka..");

  @ArchTest
  static final ArchRule SERIALIZERS_ARE_NAMED_SO =
      classes()
          .that()
          .areAssignableTo(ImmutableSerializer.class)
          .should()
          .haveSimpleNameEndingWith("Serializer");

  @ArchTest
  static final ArchRule HAS_NO_PACKAGE_CYCLES =
      slices().matching("io.barograph.jobs.(*)..").should().beFreeOfCycles();
}
