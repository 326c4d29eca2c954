package io.barograph.cli.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnzipTest {
  @TempDir Path folder;

  @Test
  void makesProgramsExecutable() throws IOException {
    Unzip.unpack(zip("server-1/bin/run", "server-1/conf/server.yml"), folder.resolve("target"));
    Path unpacked = folder.resolve("target/server-1");
    assertThat(unpacked.resolve("bin/run")).isExecutable().hasContent("server-1/bin/run");
    assertThat(unpacked.resolve("conf/server.yml")).exists();
    assertThat(Files.isExecutable(unpacked.resolve("conf/server.yml"))).isFalse();
  }

  @Test
  void refusesAnEntryThatLeavesTheFolder() throws IOException {
    Path zip = zip("server-1/../../../escaped");
    assertThatThrownBy(() -> Unzip.unpack(zip, folder.resolve("target")))
        .hasMessageContaining("lies outside of its zip file");
    assertThat(folder.resolve("escaped")).doesNotExist();
    assertThat(folder.resolve("target/server-1")).doesNotExist();
  }

  private Path zip(String... entries) throws IOException {
    Path zip = folder.resolve("server-1.zip");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
      for (String entry : entries) {
        out.putNextEntry(new ZipEntry(entry));
        out.write(entry.getBytes(StandardCharsets.UTF_8));
        out.closeEntry();
      }
    }
    return zip;
  }
}
