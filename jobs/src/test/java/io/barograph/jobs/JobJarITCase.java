package io.barograph.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The job jar holds all that a Flink cluster lacks, and nothing that it brings. */
class JobJarITCase {
  private static final List<String> BROUGHT_BY_CONNECTORS =
      List.of(
          "org/apache/flink/connector/base/",
          "org/apache/flink/connector/kafka/",
          "org/apache/flink/streaming/connectors/kafka/",
          "org/apache/flink/streaming/util/serialization/");

  private JarFile jar;

  @BeforeEach
  void open() throws IOException {
    jar = new JarFile(Path.of("target", "barograph-jobs.jar").toFile());
  }

  @AfterEach
  void close() throws IOException {
    jar.close();
  }

  @Test
  void holdsOfFlinkTheConnectorsOnly() {
    assertThat(classesUnder("org/apache/flink/"))
        .isNotEmpty()
        .allMatch(name -> BROUGHT_BY_CONNECTORS.stream().anyMatch(name::startsWith));
  }

  @Test
  void holdsNoLoggingOfItsOwn() {
    assertThat(classesUnder("org/slf4j/")).isEmpty();
    assertThat(classesUnder("org/apache/logging/")).isEmpty();
    assertThat(classesUnder("org/apache/log4j/")).isEmpty();
    assertThat(classesUnder("ch/qos/logback/")).isEmpty();
  }

  @Test
  void holdsEveryModuleThatTheJobNeeds() {
    for (String module : List.of("core", "formats", "promql", "sinks", "jobs")) {
      assertThat(classesUnder("io/barograph/" + module + '/')).as(module).isNotEmpty();
    }
    assertThat(classesUnder("io/barograph/cli/")).isEmpty();
  }

  @Test
  void startsAtTheJob() throws IOException {
    assertThat(jar.getManifest().getMainAttributes().getValue(Attributes.Name.MAIN_CLASS))
        .isEqualTo(BarographJob.class.getName());
  }

  @Test
  void carriesLicenceAndNotice() {
    assertThat(jar.stream().map(ZipEntry::getName))
        .contains("META-INF/LICENSE", "META-INF/NOTICE")
        .noneMatch(name -> name.matches("META-INF/.*\\.(SF|DSA|RSA)"));
  }

  private List<String> classesUnder(String folder) {
    return jar.stream()
        .map(ZipEntry::getName)
        .filter(name -> name.startsWith(folder) && name.endsWith(".class"))
        .toList();
  }
}
