package io.barograph.promql.rules;

import io.barograph.promql.eval.EvaluationOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Rule packs that stand together: what one of them records is there for the rules of all.
 *
 * @param packs in the order in which they were given
 * @param problems why a job refuses them; empty if it takes them
 */
public record PackSet(List<Pack> packs, List<RuleFileError> problems) {
  public PackSet {
    packs = List.copyOf(packs);
    problems = List.copyOf(problems);
  }

  /**
   * A pack, read.
   *
   * @param version which of its versions it is; empty if it has none
   * @param files those of its rule files that can be read, the rules that its settings make, and
   *     what of them can be run
   */
  public record Pack(
      String name, String version, PackSettings settings, List<RunnableRules> files) {
    public Pack {
      files = List.copyOf(files);
    }
  }

  /** A pack of which nothing is known but its files. */
  private record Parsed(PackText text, PackSettings settings, List<RuleFile> files) {}

  /**
   * The packs of these texts.
   *
   * @param defaultInterval the interval of groups that name none
   * @param options how expressions are evaluated
   */
  public static PackSet of(
      Collection<PackText> texts, Duration defaultInterval, EvaluationOptions options) {
    List<RuleFileError> problems = new ArrayList<>();
    List<Parsed> parsed = texts.stream().map(text -> parse(text, problems)).toList();
    boolean allRead = problems.isEmpty();
    Recordings recordings =
        new Recordings(
            parsed.stream().flatMap(pack -> pack.files().stream()).toList(), defaultInterval);
    List<Pack> packs = new ArrayList<>();
    for (Parsed pack : parsed) {
      List<RunnableRules> files =
          pack.files().stream()
              .map(file -> RunnableRules.of(file, recordings, pack.settings(), options))
              .toList();
      files.forEach(file -> problems.addAll(file.refused()));
      if (allRead) {
        problems.addAll(pack.settings().problems(files));
      }
      packs.add(new Pack(pack.text().name(), pack.text().version(), pack.settings(), files));
    }
    return new PackSet(packs, problems);
  }

  /** The pack of that name; empty if there is none. */
  public Optional<Pack> pack(String name) {
    return packs.stream().filter(pack -> pack.name().equals(name)).findFirst();
  }

  private static Parsed parse(PackText text, List<RuleFileError> problems) {
    List<RuleFile> files = new ArrayList<>();
    for (PackText.File file : text.ruleFiles()) {
      try {
        files.add(RuleFile.parse(file.name(), file.text()));
      } catch (RuleFileException invalid) {
        problems.addAll(invalid.errors());
      }
    }
    PackSettings settings = PackSettings.NONE;
    if (text.settings().isPresent()) {
      PackText.File file = text.settings().get();
      try {
        settings = PackSettings.parse(file.name(), file.text());
        settings.madeRules().ifPresent(files::add);
      } catch (RuleFileException invalid) {
        problems.addAll(invalid.errors());
      }
    }
    return new Parsed(text, settings, files);
  }
}
