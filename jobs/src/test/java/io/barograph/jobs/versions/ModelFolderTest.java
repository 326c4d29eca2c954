package io.barograph.jobs.versions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelFolderTest {
  @TempDir Path folder;

  @Test
  void versionsAreReadAsTheyWereWritten() {
    ModelFolder models = new ModelFolder(folder.resolve("models"));
    assertThat(models.names()).isEmpty();
    assertThat(models.versions("disks")).isEmpty();

    models.add("disks", 2, "two");
    models.add("disks", 10, "ten");
    models.add("fans", 1, "one");

    assertThat(models.names()).containsExactly("disks", "fans");
    assertThat(models.versions("disks")).containsExactly(2, 10);
    assertThat(models.read("disks", 10, Function.identity())).isEqualTo("ten");
  }

  @Test
  void aVersionIsNeverChanged() {
    ModelFolder models = new ModelFolder(folder);
    models.add("disks", 1, "one");

    assertThatThrownBy(() -> models.add("disks", 1, "other"))
        .isInstanceOf(ModelFolderException.class)
        .hasMessageContaining("1.properties: is there already");
    assertThat(models.read("disks", 1, Function.identity())).isEqualTo("one");
  }

  @Test
  void whatIsPromotedIsReplacedAsAWholeAndNothingIsLeftBeside() throws IOException {
    ModelFolder models = new ModelFolder(folder);
    assertThat(models.promotions("disks", Function.identity())).isEmpty();
    models.add("disks", 1, "one");
    models.promote("disks", "a");
    models.promote("disks", "b");

    assertThat(models.promotions("disks", Function.identity())).contains("b");
    try (Stream<Path> files = Files.list(folder.resolve("disks"))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("1.properties", "promoted");
    }
  }

  @Test
  void whatIsWrongIsNamedWithItsFile() throws IOException {
    ModelFolder models = new ModelFolder(folder);
    models.add("disks", 1, "one");
    assertThatThrownBy(() -> models.read("disks", 3, Function.identity()))
        .isInstanceOf(ModelFolderException.class)
        .hasMessageContaining("3.properties: is not there")
        .hasMessageContaining("[1]");
    assertThatThrownBy(
            () ->
                models.read(
                    "disks",
                    1,
                    text -> {
                      throw new IllegalArgumentException("field \"a\": is missing");
                    }))
        .isInstanceOf(ModelFolderException.class)
        .hasMessage(models.file("disks", 1) + ": field \"a\": is missing");

    Files.writeString(models.file("disks", 4), "x".repeat((1 << 20) + 1));
    assertThatThrownBy(() -> models.read("disks", 4, Function.identity()))
        .hasMessageContaining("has 1048577 bytes, at most 1048576 are read");
    Files.write(models.file("disks", 5), new byte[] {(byte) 0xff});
    assertThatThrownBy(() -> models.read("disks", 5, Function.identity()))
        .hasMessageContaining("is no text in UTF-8");
  }

  @Test
  void aNameLeadsNowhereElse() {
    ModelFolder models = new ModelFolder(folder);

    assertThatThrownBy(() -> models.add("../disks", 1, "one"))
        .isInstanceOf(ModelFolderException.class)
        .hasMessageContaining("a model must be named by letters");
  }
}
