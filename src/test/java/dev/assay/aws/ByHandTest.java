package dev.assay.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Records whose equality is written by hand: it has to be what Java would make of them. */
class ByHandTest {

  /** A component that is added later, and forgotten there, shows here. */
  @ParameterizedTest
  @ValueSource(classes = {Identity.class, Request.class, Resource.class})
  void two_are_equal_when_all_their_components_are(Class<?> type) throws Exception {
    Class<?>[] types =
        Stream.of(type.getRecordComponents()).map(RecordComponent::getType).toArray(Class[]::new);
    Constructor<?> make = type.getDeclaredConstructor(types);
    Object[] parts = Stream.of(types).map(part -> value(part, 0)).toArray();
    Object one = make.newInstance(parts);

    assertThat(make.newInstance(parts)).isEqualTo(one).hasSameHashCodeAs(one);
    for (int i = 0; i < parts.length; i++) {
      Object[] others = Arrays.copyOf(parts, parts.length);
      others[i] = value(types[i], 1);
      assertThat(make.newInstance(others)).as("component %d", i).isNotEqualTo(one);
    }
  }

  private static Object value(Class<?> type, int which) {
    return type.isEnum() ? type.getEnumConstants()[which] : List.of("a", "b").get(which);
  }
}
