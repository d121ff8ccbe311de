package dev.assay.snapshot;

import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** What people's computers leave beside the files that they pack. */
final class Litter {

  private static final Set<String> NAMES = Set.of(".DS_Store", "Thumbs.db", "desktop.ini");
  private static final Set<String> EVIDENCE = Set.of("global", "regions");

  private Litter() {}

  /** Whether a file manager made this, not the collector or a person. */
  static boolean is(String path) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    return NAMES.contains(name) || name.startsWith("._") || path.startsWith("__MACOSX/");
  }

  /** The files by their path inside the one folder that all are in, if there is such a one. */
  static <T> SortedMap<String, T> withoutTopFolder(SortedMap<String, T> files) {
    Set<String> tops = new TreeSet<>();
    for (String path : files.keySet()) {
      if (!is(path)) {
        tops.add(path.substring(0, Math.max(0, path.indexOf('/'))));
      }
    }
    String top = tops.size() == 1 ? tops.iterator().next() : "";
    if (top.isEmpty() || EVIDENCE.contains(top)) {
      return files;
    }
    SortedMap<String, T> inside = new TreeMap<>();
    for (Map.Entry<String, T> file : files.entrySet()) {
      if (file.getKey().startsWith(top + "/")) {
        inside.put(file.getKey().substring(top.length() + 1), file.getValue());
      }
    }
    return inside;
  }
}
