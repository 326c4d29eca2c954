package io.barograph.formats;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;

@AnalyzeClasses(packages = "io.barograph.formats", importOptions = DoNotIncludeTests.class)
class ArrowsTest {
  @ArchTest
  static final ArchRule DEPENDS_ON_CORE_AND_JACKSON_STREAMING_ONLY =
      classes()
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "io.barograph.formats..",
              "io.barograph.core..",
              "java..",
              "com.fasterxml.jackson.core..");

  @ArchTest
  static final ArchRule READS_NO_CLOCK =
      noClasses()
          .should()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(System.class, "nanoTime")
          .orShould()
          .callMethod(Instant.class, "now")
          .orShould()
          .dependOnClassesThat()
          .belongToAnyOf(Clock.class);

  @ArchTest
  static final ArchRule HAS_NO_PACKAGE_CYCLES =
      slices().matching("io.barograph.formats.(*)..").should().beFreeOfCycles();
}
