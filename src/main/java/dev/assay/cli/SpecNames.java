package dev.assay.cli;

import dev.assay.spec.SpecReader;
import java.util.Iterator;

/** The specs that ship with assay. */
final class SpecNames implements Iterable<String> {
  @Override
  public Iterator<String> iterator() {
    return SpecReader.builtIns().iterator();
  }
}
