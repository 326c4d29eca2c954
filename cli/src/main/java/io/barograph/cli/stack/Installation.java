package io.barograph.cli.stack;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Where the built parts of this project lie.
 *
 * @param project the project's root folder
 * @param javaOptions further options of the virtual machine of each server
 */
public record Installation(Path project, List<String> javaOptions) {
  private static final String PROPERTY = "barograph.project";

  public Installation {
    project = project.toAbsolutePath().normalize();
    javaOptions = List.copyOf(javaOptions);
  }

  /** An installation whose servers run with the options that ship. */
  public Installation(Path project) {
    this(project, List.of());
  }

  /** The installation that the launcher named, else the present folder. */
  public static Installation current() {
    return new Installation(Path.of(System.getProperty(PROPERTY, "")));
  }

  /** The folder of the broker's jars. */
  public Path kafkaJars() {
    return project.resolve("cli/stack-kafka/target/lib");
  }

  /** The folder of a Flink session cluster's jars. */
  public Path flinkJars() {
    return project.resolve("cli/stack-flink/target/lib");
  }

  /** The folder that holds Elasticsearch's distribution as one zip file. */
  public Path elasticsearchZips() {
    return project.resolve("cli/target/distributions");
  }

  /** The folder of index templates, one file each. */
  public Path indexTemplates() {
    return project.resolve("deploy/elasticsearch");
  }

  /** The folder of the lifecycle policy of Barograph's indices. */
  public Path indexLifecycle() {
    return project.resolve("deploy/elasticsearch/ilm");
  }

  /** The jar of Barograph's job. */
  public Path jobJar() {
    return project.resolve("jobs/target/barograph-jobs.jar");
  }

  /** The folder of the rule packs that ship. */
  public Path rules() {
    return project.resolve("rules");
  }

  /**
   * Checks that the servers' parts were built.
   *
   * @throws StackException naming what is missing
   */
  public void requireBuilt() {
    for (Path part : new Path[] {kafkaJars(), flinkJars(), elasticsearchZips()}) {
      if (!Files.isDirectory(part)) {
        throw new StackException(
            part + " is missing: start Barograph through its launcher, which builds it");
      }
    }
  }

  /** The {@code java} program that runs this process. */
  public static Path java() {
    return Path.of(System.getProperty("java.home"), "bin", "java");
  }
}
