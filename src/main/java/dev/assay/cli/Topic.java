package dev.assay.cli;

import java.util.Locale;

/** What {@code assay help} can tell besides the commands. */
enum Topic {
  EXIT_CODES(
      """
      How a run of assay ends. When several apply, the upper one counts.

        70   a fault of assay: report it, with the command and its message
        74   a report could not be written
        2    wrong command line, spec, waivers, attestations or report
        4    input rejected: the snapshot was changed, is hostile, or is too large
        5    diff: the two cannot be compared
        1    done, and --fail-on has tripped; --exit-code N puts N in its place
        3    done, but evidence is lacking: a control is UNKNOWN; 0 by --allow-unknown
        0    done; failed controls alone do not change that

      With 1, 3 and 0 the report has been written. 130 is Ctrl-C, as in every shell.

        # in CI: stop at a failed control, and at one that could not be judged
        assay evaluate SNAPSHOT --compliance awscis1.2 --fail-on fail,unknown
      """),
  SNAPSHOT(
      """
      A snapshot holds the raw output of AWS CLI calls, one file a call, named after
      the CLI's words:

        global/iam/get-account-password-policy.json
        regions/eu-west-1/ec2/describe-vpcs.json
        regions/eu-west-1/kms/describe-key/KEY.json
        <the same with .err>    what AWS said instead of an answer
        snapshot.json           whose account, when, by which collector
        calls.tsv               what was asked, and how it went
        SHA256SUMS              what the collector wrote, to tell later changes

      The last three come from a collector; a snapshot made by hand needs none of
      them. assay never needs credentials, nor a network:

        # where the credentials are
        collector-scripts/collect --out my-snapshot

        # where you are
        assay evaluate my-snapshot --compliance awscis1.2

      `assay explain CONTROL --compliance NAME` names the files that a control reads.
      """),
  STATUSES(
      """
      What a control comes to. PASS and FAIL rest on evidence that the report cites.

        PASS      everything that the control asks for was read, and is right
        FAIL      something was read that is wrong
        UNKNOWN   a call was denied, not made, or cannot be read: never a PASS;
                  the report names the command that would cure it
        MANUAL    no API gives the answer: a person has to; see --attestations
        WAIVED    fails, and a person has accepted all of it; see --waivers
        N/A       the question does not arise, as in another partition

      Score: of all scored controls that apply, those that pass. UNKNOWN, MANUAL and
      WAIVED ones apply and do not pass.
      """),
  ENVIRONMENT(
      """
      Variables that assay heeds. None of them changes what a report says.

        NO_COLOR          when set and not empty: no colours (--color is stronger)
        TERM              when `dumb`: no colours and no progress
        JAVA_HOME         the Java to use; without it, the java on PATH
        ASSAY_JAVA_OPTS   more options for Java: ASSAY_JAVA_OPTS=-Xmx4g
        ASSAY_CACHE       where an archive of classes is kept, by which assay starts
                          sooner; `off`: nowhere. Without it, beside the
                          jar, or else in assay of XDG_CACHE_HOME or of ~/.cache

      The clock, time zone, language and AWS_... variables are never looked at.
      """);

  private final String text;

  Topic(String text) {
    this.text = text;
  }

  /** As command lines have it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  String text() {
    return text;
  }
}
