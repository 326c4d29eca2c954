package io.barograph.core;

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
import java.io.Serializable;
import java.time.Clock;
import java.time.Instant;

@AnalyzeClasses(packages = "io.barograph.core", importOptions = DoNotIncludeTests.class)
class ArrowsTest {
  @ArchTest
  static final ArchRule DEPENDS_ON_THE_JDK_AND_RE2J_ONLY =
      classes()
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("io.barograph.core..", "java..", "com.google.re2j..");

  @ArchTest
  static final ArchRule HAS_NO_IO_AND_NO_THREADS =
      noClasses()
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(
                      "java.io..", "java.nio.file..", "java.net..", "java.util.concurrent..")
                  .and(not(type(Serializable.class))))
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
      slices().matching("io.barograph.core.(*)..").should().beFreeOfCycles();
}
