package io.barograph.cli;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.barograph.cli", importOptions = DoNotIncludeTests.class)
class ArrowsTest {
  /** But for the topic of rules, which is read and written here as in the job, and channels. */
  @ArchTest
  static final ArchRule REACHES_FLINK_AND_ITS_JOB_AS_PROCESSES_ONLY =
      noClasses()
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(
                      "io.barograph.jobs..", "io.barograph.sinks..", "org.apache.flink..")
                  .and(resideOutsideOfPackage("io.barograph.jobs.versions"))
                  .and(resideOutsideOfPackage("io.barograph.sinks.channel..")));

  @ArchTest
  static final ArchRule NO_PACKAGE_KNOWS_THE_COMMANDS =
      noClasses()
          .that()
          .resideInAPackage("io.barograph.cli.*..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.barograph.cli");

  @ArchTest
  static final ArchRule HAS_NO_PACKAGE_CYCLES =
      slices().matching("io.barograph.cli.(*)..").should().beFreeOfCycles();
}
