package dev.assay.check;

import dev.assay.aws.Account;
import dev.assay.aws.Evidence;
import dev.assay.aws.Region;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Questions that are asked in every enabled region. A region whose evidence is not there is one
 * UNKNOWN finding; not knowing which regions are enabled is one more.
 */
final class Regional {

  private Regional() {}

  /**
   * The findings of all regions.
   *
   * @param read the evidence of a region
   * @param judge the findings on it
   */
  static <T> List<Finding> each(
      Account account,
      Function<Region, Evidence<T>> read,
      BiFunction<Region, T, Stream<Finding>> judge) {
    List<Finding> findings = new ArrayList<>();
    account
        .universe()
        .gaps()
        .map(gap -> Finding.of(account.resource(), Cause.unknown("enabled-regions", gap)))
        .forEach(findings::add);
    for (Region region : account.regions()) {
      read.apply(region)
          .<Stream<Finding>>fold(
              (value, source) -> judge.apply(region, value),
              (code, source) -> Stream.empty(),
              gap -> Stream.of(Finding.of(region.resource(), Cause.unknown("listing", gap))))
          .forEach(findings::add);
    }
    return findings;
  }

  /** The same, for a list judged item by item. */
  static <T> List<Finding> items(
      Account account, Function<Region, Evidence<List<T>>> read, Function<T, Finding> judge) {
    return each(account, read, (region, items) -> items.stream().map(judge));
  }
}
