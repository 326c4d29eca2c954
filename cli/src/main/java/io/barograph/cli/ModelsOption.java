package io.barograph.cli;

import io.barograph.cli.models.ModelVersions;
import io.barograph.jobs.versions.ModelFolder;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The option that says where trained models are. */
final class ModelsOption {
  @Option(
      names = "--models",
      paramLabel = "FOLDER",
      defaultValue = "models",
      description = "where models are, the option models.folder of the job (default models)")
  private Path folder;

  ModelVersions models() {
    return new ModelVersions(new ModelFolder(folder));
  }
}
