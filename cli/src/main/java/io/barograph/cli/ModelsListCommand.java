package io.barograph.cli;

import io.barograph.cli.models.ModelVersions;
import io.barograph.cli.models.VersionTable;
import io.barograph.jobs.versions.ModelFolderException;
import io.barograph.ml.failure.Promotion;
import io.barograph.ml.failure.TrainedModel;
import io.barograph.ml.failure.TrainingNote;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Lists models and their versions. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = {
      "Lists models and their versions: how good each was by folds when it was trained, when, by"
          + " whom and why, which was promoted last, and from when it predicts.",
      "Exit status 0 if all files could be read, 1 if not."
    },
    footer = {"", "Examples:", "  barograph models list", "  barograph models list disks"})
final class ModelsListCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private ModelsOption modelsOption;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "MODEL",
      description = "the name of a model (default all)")
  private String only;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    ModelVersions models = modelsOption.models();
    List<String> names = only == null ? models.folder().names() : List.of(only);
    boolean isWhole = only == null || !models.folder().versions(only).isEmpty();
    for (String name : names) {
      out.println(name + ":");
      isWhole &= list(models, name, out);
    }
    if (names.isEmpty() || models.folder().versions(names.get(0)).isEmpty()) {
      out.println("no model: train one by barograph models train");
    }
    out.flush();
    return isWhole ? 0 : 1;
  }

  private static boolean list(ModelVersions models, String name, PrintWriter out) {
    boolean isWhole = true;
    VersionTable table = new VersionTable(out);
    Optional<Promotion> promoted = Optional.empty();
    try {
      promoted = models.last(name);
    } catch (ModelFolderException wrong) {
      out.println(wrong.getMessage());
      isWhole = false;
    }
    for (int version : models.folder().versions(name)) {
      try {
        TrainedModel trained = models.read(name, version);
        boolean predicts = promoted.filter(one -> one.version() == version).isPresent();
        table.add(version + (predicts ? " *" : ""), trained.note().figures(), told(trained.note()));
      } catch (ModelFolderException wrong) {
        table.add(Integer.toString(version), wrong.getMessage());
        isWhole = false;
      }
    }
    promoted.ifPresent(
        one ->
            out.println(
                "* predicts from %s, promoted by %s%s"
                    .formatted(
                        Instant.ofEpochMilli(one.from()),
                        one.author(),
                        one.comment().isEmpty() ? "" : ": " + one.comment())));
    return isWhole;
  }

  private static String told(TrainingNote note) {
    return "%s by %s on %d units of %s%s"
        .formatted(
            Instant.ofEpochMilli(note.timeMillis()),
            note.author(),
            note.units(),
            note.data(),
            note.comment().isEmpty() ? "" : ": " + note.comment());
  }
}
