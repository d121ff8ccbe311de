package dev.assay.cli;

import java.util.Iterator;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Values of an option that are written as they call themselves. */
abstract class Words<E> implements ITypeConverter<E>, Iterable<String> {

  private final List<E> all;

  Words(E[] all) {
    this.all = List.of(all);
  }

  @Override
  public E convert(String word) {
    return all.stream()
        .filter(value -> value.toString().equals(word))
        .findFirst()
        .orElseThrow(() -> new TypeConversionException("write one of " + String.join(", ", this)));
  }

  @Override
  public Iterator<String> iterator() {
    return all.stream().map(Object::toString).iterator();
  }
}
