package dev.assay.diff;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the findings of one report again in another: in the control of the same id first, then
 * anywhere, since a check moves between the controls of a benchmark's versions.
 */
final class Matching {

  /** The two, or the one that the other report does not have. */
  record Pair(Optional<Item> base, Optional<Item> head) {

    Pair(Item base, Item head) {
      this(Optional.of(base), Optional.of(head));
    }

    static Pair gone(Item base) {
      return new Pair(Optional.of(base), Optional.empty());
    }

    static Pair come(Item head) {
      return new Pair(Optional.empty(), Optional.of(head));
    }

    /** The finding as it is now, else as it was. */
    Item any() {
      return head.orElseGet(base::orElseThrow);
    }
  }

  private record Place(String control, String name) {

    static Place of(Item item) {
      return new Place(item.place(), item.name());
    }
  }

  private Matching() {}

  /** Every item of either report, once. */
  static List<Pair> pairs(List<Item> base, List<Item> head) {
    Map<Place, Item> now = new HashMap<>();
    head.forEach(item -> now.put(Place.of(item), item));
    List<Pair> pairs = new ArrayList<>();
    List<Item> rest = new ArrayList<>();
    for (Item item : base) {
      Item same = now.remove(Place.of(item));
      if (same == null) {
        rest.add(item);
      } else {
        pairs.add(new Pair(item, same));
      }
    }
    Map<String, Deque<Item>> moved = new HashMap<>();
    for (Item item : head) {
      if (now.containsKey(Place.of(item))) {
        moved.computeIfAbsent(item.name(), none -> new ArrayDeque<>()).add(item);
      }
    }
    for (Item item : rest) {
      Item same = moved.getOrDefault(item.name(), new ArrayDeque<>()).poll();
      pairs.add(same == null ? Pair.gone(item) : new Pair(item, same));
    }
    moved.values().forEach(left -> left.forEach(item -> pairs.add(Pair.come(item))));
    return pairs;
  }
}
