package io.barograph.jobs.types;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.barograph.jobs.testing.SerializerContract;
import java.util.List;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.junit.jupiter.api.Test;

class SerializersTest {
  @Test
  void everySerializerIsHeldToTheContract() {
    JavaClasses classes = new ClassFileImporter().importPackages("io.barograph.jobs");
    List<String> serializers =
        classes.stream()
            .filter(type -> type.isAssignableTo(TypeSerializer.class))
            .filter(type -> !type.getModifiers().contains(JavaModifier.ABSTRACT))
            .map(JavaClass::getName)
            .toList();

    assertThat(serializers)
        .hasSizeGreaterThanOrEqualTo(8)
        .allSatisfy(
            serializer ->
                assertThat(
                        classes.get(serializer + "Test").isAssignableTo(SerializerContract.class))
                    .isTrue());
  }
}
