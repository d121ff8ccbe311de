package dev.assay.report;

import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * A report with each of its texts changed, wherever it stands: no writer can be asked too little.
 */
public final class EachText {

  private EachText() {}

  /** The report, or a part of one, with this done to every text that is not empty. */
  @SuppressWarnings("unchecked")
  public static <T> T of(T report, UnaryOperator<String> change) {
    return (T) changed(report, change);
  }

  private static Object changed(Object value, UnaryOperator<String> change) {
    if (value instanceof String text) {
      return text.isEmpty() ? text : change.apply(text);
    }
    if (value instanceof List<?> all) {
      return all.stream().map(each -> changed(each, change)).toList();
    }
    if (value instanceof Map<?, ?> all) {
      Map<Object, Object> copy = new TreeMap<>();
      all.forEach((key, each) -> copy.put(changed(key, change), changed(each, change)));
      return copy;
    }
    if (value instanceof Optional<?> perhaps) {
      return perhaps.map(each -> changed(each, change));
    }
    // What is left has no text: numbers, truth values, words of an enum, times.
    return value instanceof Record record ? rebuilt(record, change) : value;
  }

  private static Object rebuilt(Record record, UnaryOperator<String> change) {
    RecordComponent[] parts = record.getClass().getRecordComponents();
    try {
      Object[] values = new Object[parts.length];
      for (int i = 0; i < parts.length; i++) {
        values[i] = changed(parts[i].getAccessor().invoke(record), change);
      }
      Class<?>[] types =
          Arrays.stream(parts).map(RecordComponent::getType).toArray(Class<?>[]::new);
      Constructor<?> constructor = record.getClass().getDeclaredConstructor(types);
      return constructor.newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }
}
