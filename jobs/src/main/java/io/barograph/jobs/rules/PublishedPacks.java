package io.barograph.jobs.rules;

import io.barograph.core.rulepack.RulePackBody;
import io.barograph.promql.rules.PackSettings;
import io.barograph.promql.rules.PackText;
import java.util.Optional;

/** Rule packs as the topic of rules holds them. */
public final class PublishedPacks {
  private PublishedPacks() {}

  /** The texts of a version; its files are called {@code desk/rules.yml (version 3)}. */
  public static PackText text(RulePackBody body) {
    return new PackText(
        body.pack(),
        Integer.toString(body.version()),
        body.files().stream().map(file -> named(body, file.name(), file.text())).toList(),
        body.settings().isEmpty()
            ? Optional.empty()
            : Optional.of(named(body, PackSettings.FILE_NAME, body.settings())));
  }

  private static PackText.File named(RulePackBody body, String name, String text) {
    return new PackText.File(
        "%s/%s (version %d)".formatted(body.pack(), name, body.version()), text);
  }
}
