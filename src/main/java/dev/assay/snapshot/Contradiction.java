package dev.assay.snapshot;

import dev.assay.Problem;
import dev.assay.aws.Request;
import java.util.Set;

/**
 * Two places of a snapshot that cannot both be true: it was edited, or mixed from several, or the
 * account changed while it was collected.
 *
 * @param where one of the places
 * @param what what it says, and what the other place says instead; both named
 * @param doubted the calls whose answers prove nothing by that; empty when only some elements of
 *     them are in doubt, which are lost one by one
 */
record Contradiction(String where, String what, Set<Request> doubted) {

  Contradiction {
    doubted = Set.copyOf(doubted);
  }

  /** For people; nothing is wrong with a single file, so all of it has to be had again. */
  Problem problem() {
    return new Problem(where, what, "do not edit or mix the files of a snapshot; collect again");
  }
}
