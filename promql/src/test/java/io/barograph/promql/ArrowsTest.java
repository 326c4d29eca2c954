package io.barograph.promql;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;

@AnalyzeClasses(packages = "io.barograph.promql", importOptions = DoNotIncludeTests.class)
class ArrowsTest {
  @ArchTest
  static final ArchRule DEPENDS_ON_CORE_THE_JDK_RE2J_AND_YAML_ONLY =
      classes()
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "io.barograph.promql..",
              "io.barograph.core..",
              "java..",
              "com.google.re2j..",
              "org.snakeyaml.engine..");

  @ArchTest
  static final ArchRule ONLY_RULE_FILES_KNOW_YAML =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.barograph.promql.rules..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.snakeyaml.engine..");

  @ArchTest
  static final ArchRule READS_NO_FILES_AND_STARTS_NO_THREADS =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.nio.file..", "java.net..", "java.util.concurrent..")
          .orShould()
          .dependOnClassesThat()
          .belongToAnyOf(Thread.class);

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
      slices().matching("io.barograph.promql.(*)..").should().beFreeOfCycles();
}
