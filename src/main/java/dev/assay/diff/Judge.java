package dev.assay.diff;

import static dev.assay.check.Status.FAIL;
import static dev.assay.check.Status.MANUAL;
import static dev.assay.check.Status.NOT_COUNTED;
import static dev.assay.check.Status.PASS;
import static dev.assay.check.Status.UNKNOWN;

import dev.assay.check.Reading;
import dev.assay.check.Status;
import dev.assay.diff.Matching.Pair;
import dev.assay.report.Report;
import dev.assay.report.Report.Attested;
import dev.assay.report.Report.Cause;
import dev.assay.spec.Attestation;
import dev.assay.spec.Waiver;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Names what became of a finding, and why; {@link Category} has the rules. */
final class Judge {

  /** What became of a finding. */
  record Verdict(Category category, Origin origin) {}

  /** From most to least severe. */
  private static final List<String> SEVERITIES = List.of("CRITICAL", "HIGH", "MEDIUM", "LOW");

  private final Report base;
  private final Report head;
  private final View baseView;
  private final View headView;
  private final Set<String> baseNames;
  private final Set<String> headNames;
  private final boolean timeMoved;
  private final boolean accountMoved;

  Judge(Report base, List<Item> baseItems, Report head, List<Item> headItems) {
    this.base = base;
    this.head = head;
    this.baseView = new View(base, baseItems);
    this.headView = new View(head, headItems);
    this.baseNames = baseItems.stream().map(Item::name).collect(Collectors.toSet());
    this.headNames = headItems.stream().map(Item::name).collect(Collectors.toSet());
    this.timeMoved =
        !base.asOf().equals(head.asOf())
            || !base.snapshot().observedAt().equals(head.snapshot().observedAt());
    this.accountMoved = !base.snapshot().digest().equals(head.snapshot().digest());
  }

  /** Whether the other report shows that the item of a lone pair is not there. */
  boolean isProvenAbsent(Pair lone) {
    return lone.head().isEmpty()
        ? headView.shows(lone.any(), baseNames)
        : baseView.shows(lone.any(), headNames);
  }

  /** What became of it; empty when it is unchanged. */
  Optional<Verdict> verdict(Pair pair) {
    if (pair.base().isEmpty() || pair.head().isEmpty()) {
      return lone(pair);
    }
    Item was = pair.base().get();
    Item is = pair.head().get();
    if (was.finding().status() == is.finding().status()) {
      return alike(was, is);
    }
    Origin origin = origin(was, is);
    return Optional.of(
        new Verdict(changed(was.finding().status(), is.finding().status(), origin), origin));
  }

  private Optional<Verdict> lone(Pair lone) {
    Item item = lone.any();
    boolean gone = lone.head().isEmpty();
    Status status = item.finding().status();
    if (status == NOT_COUNTED) {
      return Optional.empty();
    }
    boolean asked = (gone ? headView : baseView).asks(item);
    Origin origin = asked && accountMoved ? Origin.ACCOUNT : Origin.RULES;
    if (!isProvenAbsent(lone)) {
      return status == UNKNOWN
          ? Optional.empty()
          : Optional.of(new Verdict(gone ? Category.BECAME_UNKNOWN : Category.RESOLVED, origin));
    }
    Category category =
        switch (status) {
          case FAIL -> gone ? Category.FIXED_BY_REMOVAL : Category.NEW_FAILURE;
          case UNKNOWN -> gone ? Category.RESOLVED : Category.BECAME_UNKNOWN;
          case MANUAL -> gone ? Category.IMPROVED : Category.WORSENED;
          case PASS, NOT_COUNTED -> gone ? Category.VANISHED_PASS : Category.NEW_PASS;
        };
    return Optional.of(new Verdict(category, origin));
  }

  private static Category changed(Status was, Status is, Origin origin) {
    if (is == UNKNOWN) {
      return Category.BECAME_UNKNOWN;
    }
    if (was == UNKNOWN) {
      return Category.RESOLVED;
    }
    if (is == FAIL) {
      return was == PASS && origin == Origin.TIME ? Category.AGED : Category.REGRESSED;
    }
    if (was == FAIL) {
      return is == MANUAL ? Category.IMPROVED : Category.FIXED;
    }
    if (is == MANUAL) {
      return Category.WORSENED;
    }
    if (was == MANUAL) {
      return Category.IMPROVED;
    }
    return is == PASS ? Category.NEW_PASS : Category.VANISHED_PASS;
  }

  /** Two of the same status. */
  private Optional<Verdict> alike(Item was, Item is) {
    if (was.isWaived() != is.isWaived()) {
      return Optional.of(waived(was, is));
    }
    if (!is.is(FAIL)) {
      return Optional.empty();
    }
    List<String> failed = was.deciding();
    List<String> fails = is.deciding();
    boolean more = !failed.containsAll(fails);
    boolean fewer = !fails.containsAll(failed);
    if (more) {
      return Optional.of(new Verdict(Category.NEW_EVIDENCE, origin(was, is)));
    }
    if (fewer) {
      boolean lost = is.causes().values().stream().anyMatch(c -> c.status() == UNKNOWN);
      Category category = lost ? Category.STILL_FAILING : Category.IMPROVED;
      return Optional.of(new Verdict(category, origin(was, is)));
    }
    int severer = severity(was) - severity(is);
    if (severer != 0) {
      Category category = severer > 0 ? Category.WORSENED : Category.IMPROVED;
      return Optional.of(new Verdict(category, Origin.RULES));
    }
    boolean same =
        fails.stream().allMatch(k -> Change.same(was.causes().get(k), is.causes().get(k)));
    return same
        ? Optional.empty()
        : Optional.of(
            new Verdict(Category.STILL_FAILING, accountMoved ? Origin.ACCOUNT : Origin.RULES));
  }

  private static int severity(Item item) {
    int rank = SEVERITIES.indexOf(item.control().severity());
    return rank < 0 ? SEVERITIES.size() : rank;
  }

  private Verdict waived(Item was, Item is) {
    boolean added = is.isWaived();
    List<Waiver> waivers = (added ? head : base).waivers((added ? is : was).finding().waivers());
    LocalDate otherDay = LocalDate.ofInstant((added ? base : head).asOf(), ZoneOffset.UTC);
    Predicate<Waiver> over = waiver -> otherDay.isAfter(waiver.expires());
    Predicate<Waiver> ahead = waiver -> waiver.from().filter(otherDay::isBefore).isPresent();
    boolean time = waivers.stream().allMatch(over.or(ahead));
    Category category =
        added
            ? Category.WAIVER_ADDED
            : waivers.stream().allMatch(over) ? Category.WAIVER_EXPIRED : Category.WAIVER_REMOVED;
    return new Verdict(category, time ? Origin.TIME : Origin.RULES);
  }

  /** Looks at the keys that made the worse of the two verdicts, and have not made the other. */
  private Origin origin(Item was, Item is) {
    Status worse = Collections.min(List.of(was.finding().status(), is.finding().status()));
    List<String> differing =
        Stream.concat(was.causes().keySet().stream(), is.causes().keySet().stream())
            .distinct()
            .filter(key -> status(was, key) != status(is, key))
            .filter(key -> status(was, key) == worse || status(is, key) == worse)
            .toList();
    boolean sameValues = differing.stream().allMatch(key -> sameValues(was, is, key));
    if (!sameValues && accountMoved) {
      return Origin.ACCOUNT;
    }
    Optional<Origin> said = said(was, is);
    if (said.isPresent()) {
      return said.get();
    }
    if (rulesMoved(was, is) || !accountMoved && !timeMoved) {
      return Origin.RULES;
    }
    boolean dated = differing.stream().anyMatch(key -> isDated(is.causes().get(key)));
    return timeMoved && (dated || !accountMoved) ? Origin.TIME : Origin.ACCOUNT;
  }

  private static Status status(Item item, String key) {
    Cause cause = item.causes().get(key);
    return cause == null ? null : cause.status();
  }

  private static boolean sameValues(Item was, Item is, String key) {
    Cause before = was.causes().get(key);
    Cause after = is.causes().get(key);
    return before != null
        && after != null
        && Change.values(before).equals(Change.values(after))
        && before.status() != UNKNOWN
        && after.status() != UNKNOWN;
  }

  private static boolean isDated(Cause cause) {
    return cause != null && cause.evidence().stream().map(Reading::value).anyMatch(Judge::isDate);
  }

  private static boolean isDate(String value) {
    try {
      OffsetDateTime.parse(value);
      return true;
    } catch (DateTimeException e) {
      return false;
    }
  }

  private static boolean rulesMoved(Item was, Item is) {
    return !was.check()
        .map(check -> check.parameters())
        .equals(is.check().map(check -> check.parameters()));
  }

  /** Whether it is another word of a person that makes the difference. */
  private Optional<Origin> said(Item was, Item is) {
    Optional<Attestation> before = attestation(base, was);
    Optional<Attestation> after = attestation(head, is);
    if (before.map(Judge::content).equals(after.map(Judge::content))) {
      return Optional.empty();
    }
    boolean time =
        before.isPresent() != after.isPresent()
            && before
                .or(() -> after)
                .filter(said -> isOutOfForce(said, (before.isPresent() ? head : base).asOf()))
                .isPresent();
    return Optional.of(time ? Origin.TIME : Origin.RULES);
  }

  private static boolean isOutOfForce(Attestation said, Instant at) {
    return at.isBefore(said.date()) || !at.isBefore(said.expires());
  }

  private static Optional<Attestation> attestation(Report report, Item item) {
    return report.attestations().stream()
        .filter(attested -> attested.id().equals(item.finding().attestation()))
        .map(Attested::attestation)
        .findFirst();
  }

  /** What it says; where it stands does not matter. */
  private static List<Object> content(Attestation said) {
    return List.of(
        said.verdict(), said.statement(), said.documents(), said.by(), said.date(), said.expires());
  }
}
