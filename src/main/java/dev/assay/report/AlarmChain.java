package dev.assay.report;

import dev.assay.check.Link;
import dev.assay.check.Status;
import dev.assay.report.Report.Cause;
import dev.assay.report.Report.Finding;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The chain by which an event comes to a person's notice, link by link, as a finding saw it. */
final class AlarmChain {

  /** What is known of a link. */
  enum State {
    HOLDS("pass", "✓", "holds"),
    BROKEN("fail", "✗", "broken here"),
    UNKNOWN("unknown", "?", "unknown"),
    /** The chain ends before it, so that nothing was asked of it. */
    NOT_REACHED("none", "–", "not reached");

    private final Mark mark;

    State(String kind, String symbol, String words) {
      this.mark = new Mark(kind, symbol, words);
    }

    /** For the eye. */
    Mark mark() {
      return mark;
    }
  }

  /** A link and what is known of it. */
  record Step(Link link, State state) {

    /** For people: {@code metric filter}. */
    String name() {
      return link.word().replace('-', ' ');
    }
  }

  private AlarmChain() {}

  /** All links in order; none when the finding is not about the chain. */
  static List<Step> of(Finding finding) {
    Optional<Link> furthest =
        finding.causes().stream()
            .map(Cause::link)
            .filter(link -> link != Link.NONE)
            .max(Comparator.naturalOrder());
    List<Step> steps = new ArrayList<>();
    if (furthest.isPresent()) {
      for (Link link : Link.values()) {
        if (link != Link.NONE) {
          steps.add(new Step(link, state(finding, link, furthest.get())));
        }
      }
    }
    return steps;
  }

  /** A link that nothing is said of was passed on the way to a further one. */
  private static State state(Finding finding, Link link, Link furthest) {
    return finding.causes().stream()
        .filter(cause -> cause.link() == link)
        .map(Cause::status)
        .min(Comparator.naturalOrder())
        .map(AlarmChain::state)
        .orElse(link.compareTo(furthest) < 0 ? State.HOLDS : State.NOT_REACHED);
  }

  private static State state(Status worst) {
    return switch (worst) {
      case FAIL -> State.BROKEN;
      case PASS -> State.HOLDS;
      case UNKNOWN, MANUAL, NOT_COUNTED -> State.UNKNOWN;
    };
  }
}
