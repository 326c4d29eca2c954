package io.barograph.cli.rules;

import io.barograph.promql.rules.PackSettings;
import io.barograph.promql.rules.RuleFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The settings of the packs that a command line names, or whose rule files it names. */
public final class Packs {
  private final SortedMap<Path, PackSettings> byFile = new TreeMap<>();
  private boolean areAllRead = true;

  private Packs() {}

  /**
   * The settings that lie below the folders, and beside the files; what is wrong with them is told.
   */
  public static Packs read(List<Path> paths, PrintWriter errors) throws IOException {
    List<Path> files = new ArrayList<>(RuleFiles.settingsIn(paths));
    for (Path path : paths) {
      Path beside = path.resolveSibling(PackSettings.FILE_NAME);
      if (!Files.isDirectory(path) && Files.exists(beside) && !files.contains(beside)) {
        files.add(beside);
      }
    }
    Packs packs = new Packs();
    for (Path file : files) {
      Optional<PackSettings> settings = RuleFiles.readSettings(file, errors);
      settings.ifPresent(read -> packs.byFile.put(file, read));
      packs.areAllRead &= settings.isPresent();
    }
    return packs;
  }

  /** False if something is wrong with one of them. */
  public boolean areAllRead() {
    return areAllRead;
  }

  /** Those that are read, by their files. */
  public SortedMap<Path, PackSettings> settings() {
    return byFile;
  }

  /** The rules that they make, a file of each that makes any. */
  public List<RuleFile> madeRules() {
    return byFile.values().stream().flatMap(settings -> settings.madeRules().stream()).toList();
  }

  /** The settings of the pack that a rule file belongs to. */
  public PackSettings of(String ruleFile) {
    PackSettings nearest = PackSettings.NONE;
    int depth = -1;
    for (var entry : byFile.entrySet()) {
      int length = folder(entry.getKey()).getNameCount();
      if (length > depth && holds(entry.getKey(), ruleFile)) {
        nearest = entry.getValue();
        depth = length;
      }
    }
    return nearest;
  }

  /** True if the rule file lies in the folder of the settings or below. */
  public static boolean holds(Path settings, String ruleFile) {
    return Path.of(ruleFile).toAbsolutePath().startsWith(folder(settings));
  }

  private static Path folder(Path settings) {
    return settings.toAbsolutePath().getParent();
  }
}
