package dev.assay.snapshot;

import dev.assay.aws.Account.Iam;
import dev.assay.aws.AccountSummary;
import dev.assay.aws.AuthorizationDetails;
import dev.assay.aws.AuthorizationDetails.ManagedPolicy;
import dev.assay.aws.AuthorizationDetails.Principal;
import dev.assay.aws.Call;
import dev.assay.aws.CredentialReport;
import dev.assay.aws.CredentialReport.Row;
import dev.assay.aws.Evidence;
import dev.assay.aws.Gap;
import dev.assay.aws.Request;
import dev.assay.aws.Resource;
import dev.assay.aws.ServerCertificate;
import dev.assay.aws.Source;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/**
 * What several IAM calls list, held against each other. Whoever shows in one of them and not in
 * another is added to that other with nothing known of it, so that a shortened listing cannot hide
 * anything: failures that show still count, and nothing passes.
 */
final class IamListings {

  private final Evidence<CredentialReport> report;
  private final Evidence<AccountSummary> summary;
  private final Evidence<AuthorizationDetails> details;
  private final List<Contradiction> contradictions = new ArrayList<>();

  private IamListings(Iam read) {
    this.report = read.credentialReport();
    this.summary = read.summary();
    this.details = read.authorizationDetails();
  }

  /**
   * The same, with what other listings show added to each.
   *
   * @param contradictions where each of them is told
   */
  static Iam agreed(Iam read, List<Contradiction> contradictions) {
    IamListings listings = new IamListings(read);
    Iam agreed =
        new Iam(
            listings.report.map(listings::withUnreportedUsers),
            read.passwordPolicy(),
            read.summary(),
            read.virtualMfaDevices(),
            listings.details.map(listings::withUnlisted),
            read.supportPolicyEntities(),
            read.serverCertificates().map(listings::withUncountedCertificates),
            read.samlProviders(),
            read.openIdProviders());
    contradictions.addAll(listings.contradictions);
    return agreed;
  }

  /** A user made after the report was written is not expected in it. */
  private CredentialReport withUnreportedUsers(CredentialReport read) {
    List<Row> rows = new ArrayList<>();
    Map<String, Principal> listed = new HashMap<>();
    users(details).forEach(user -> listed.put(user.name(), user));
    read.users().forEach(row -> rows.add(agreed(row, Optional.ofNullable(listed.get(row.name())))));
    Set<String> names = new HashSet<>();
    rows.forEach(row -> names.add(row.name()));
    List<String> unreported = new ArrayList<>();
    for (Principal user : users(details)) {
      if (names.add(user.name()) && expectedIn(read, user)) {
        String cause =
            "`" + user.name() + "` is listed at " + user.source() + " but not in the report";
        unreported.add(cause);
        rows.add(CredentialReportReader.lostRow(user.name(), user.arn(), user.source(), cause));
      }
    }
    tell("credential report", unreported);
    more(AccountSummary::users, names.size())
        .ifPresent(
            more -> {
              String cause =
                  "the account summary counts "
                      + more.number()
                      + " more users than the report has, at "
                      + more.source();
              tell("credential report", List.of(cause));
              rows.add(
                  CredentialReportReader.lostRow(more.name(), more.name(), more.source(), cause));
            });
    return new CredentialReport(read.generatedAt(), read.root(), rows);
  }

  /** A user deleted and made again, or a row of another account, has another ARN or birth. */
  private Row agreed(Row row, Optional<Principal> user) {
    if (user.isEmpty()) {
      return row;
    }
    Principal listed = user.get();
    boolean sameUser = row.arn().equals(listed.arn()) || !listed.arn().startsWith("arn:");
    Optional<Instant> reported = known(row.created());
    Optional<Instant> created =
        known(listed.created()).map(at -> at.truncatedTo(ChronoUnit.SECONDS)); // as in the report
    boolean sameBirth = reported.isEmpty() || created.isEmpty() || reported.equals(created);
    if (sameUser && sameBirth) {
      return row;
    }
    String cause =
        sameUser
            ? "was made at " + reported.get() + ", but at " + created.get()
            : "has the ARN `" + row.arn() + "`, but `" + listed.arn() + "`";
    cause = "`" + row.name() + "` " + cause + " by " + listed.source();
    tell(row.source().toString(), List.of(cause));
    return CredentialReportReader.lostRow(row.name(), row.arn(), row.source(), cause);
  }

  private AuthorizationDetails withUnlisted(AuthorizationDetails read) {
    Request request = Request.of(Call.GET_ACCOUNT_AUTHORIZATION_DETAILS);
    return new AuthorizationDetails(
        withUncounted(read.users().map(this::withReportedUsers), "user", AccountSummary::users),
        withUncounted(read.groups(), "group", AccountSummary::groups),
        withUncounted(read.roles(), "role", AccountSummary::roles),
        read.policies().map(this::withUncountedPolicies));
  }

  private List<Principal> withReportedUsers(List<Principal> listed) {
    List<Principal> all = new ArrayList<>(listed);
    Set<String> names = new HashSet<>();
    listed.forEach(user -> names.add(user.name()));
    List<String> unlisted = new ArrayList<>();
    report.map(
        known -> {
          known.users().stream()
              .filter(row -> names.add(row.name()))
              .forEach(
                  row -> {
                    all.add(unlisted("user", row.name(), row.arn(), row.source()));
                    unlisted.add(
                        "`" + row.name() + "` is listed at " + row.source() + " but not here");
                  });
          return true;
        });
    tell(Request.of(Call.GET_ACCOUNT_AUTHORIZATION_DETAILS).path(), unlisted);
    return all;
  }

  private Evidence<List<Principal>> withUncounted(
      Evidence<List<Principal>> read, String kind, Counter counter) {
    return read.map(
        listed ->
            with(
                listed,
                listed.stream().map(Principal::name),
                counter,
                Request.of(Call.GET_ACCOUNT_AUTHORIZATION_DETAILS),
                (name, at) -> unlisted(kind, name, name, at)));
  }

  /** The summary counts an account's own policies; the listing also has those of AWS in use. */
  private List<ManagedPolicy> withUncountedPolicies(List<ManagedPolicy> listed) {
    return with(
        listed,
        listed.stream().filter(policy -> !policy.awsManaged()).map(ManagedPolicy::arn),
        AccountSummary::policies,
        Request.of(Call.GET_ACCOUNT_AUTHORIZATION_DETAILS),
        IamListings::unlistedPolicy);
  }

  private List<ServerCertificate> withUncountedCertificates(List<ServerCertificate> listed) {
    return with(
        listed,
        listed.stream().map(certificate -> certificate.resource().id()),
        AccountSummary::serverCertificates,
        Request.of(Call.LIST_SERVER_CERTIFICATES),
        IamListings::unlistedCertificate);
  }

  private <T> List<T> with(
      List<T> listed,
      Stream<String> names,
      Counter counter,
      Request request,
      BiFunction<String, Source, T> lost) {
    Optional<More> more = more(counter, (int) names.distinct().count());
    if (more.isEmpty()) {
      return listed;
    }
    String cause =
        "has "
            + more.get().number()
            + " fewer than the account summary counts at "
            + more.get().source();
    tell(request.path(), List.of(cause));
    return Stream.concat(
            listed.stream(), Stream.of(lost.apply(more.get().name(), more.get().source())))
        .toList();
  }

  /** One of the account summary's numbers. */
  private interface Counter {
    Evidence<Integer> of(AccountSummary summary);
  }

  /**
   * What a listing lacks by the account summary.
   *
   * @param source where the summary counts it
   */
  private record More(int number, Source source) {

    String name() {
      return number + " more by the account summary";
    }
  }

  private Optional<More> more(Counter counter, int listed) {
    return summary
        .then(counter::of)
        .fold(
            (count, source) ->
                count > listed ? Optional.of(new More(count - listed, source)) : Optional.empty(),
            (code, source) -> Optional.empty(),
            gap -> Optional.empty());
  }

  private void tell(String where, List<String> causes) {
    if (!causes.isEmpty()) {
      String others = causes.size() == 1 ? "" : ", and " + (causes.size() - 1) + " more like it";
      contradictions.add(new Contradiction(where, causes.get(0) + others, Set.of()));
    }
  }

  private static Principal unlisted(String kind, String name, String arn, Source source) {
    Gap gap = gap(Call.GET_ACCOUNT_AUTHORIZATION_DETAILS, name, source);
    return new Principal(
        kind,
        name,
        arn,
        source,
        Evidence.lost(gap),
        Evidence.lost(gap),
        Evidence.lost(gap),
        Evidence.lost(gap),
        kind.equals("role") ? Evidence.lost(gap) : Evidence.absent(Json.NOT_SET, source));
  }

  private static ManagedPolicy unlistedPolicy(String name, Source source) {
    Gap gap = gap(Call.GET_ACCOUNT_AUTHORIZATION_DETAILS, name, source);
    return new ManagedPolicy(name, source, Evidence.lost(gap), Evidence.lost(gap));
  }

  private static ServerCertificate unlistedCertificate(String name, Source source) {
    return new ServerCertificate(
        new Resource("certificate", name),
        Evidence.lost(gap(Call.LIST_SERVER_CERTIFICATES, name, source)));
  }

  private static Gap gap(Call call, String name, Source source) {
    Request request = Request.of(call);
    return new Gap(
        Gap.Kind.MISSING,
        request,
        source,
        "`" + name + "` shows at " + source + " but is not in " + request.path());
  }

  private static List<Principal> users(Evidence<AuthorizationDetails> details) {
    return known(details.then(AuthorizationDetails::users)).orElse(List.of());
  }

  private static boolean expectedIn(CredentialReport report, Principal user) {
    Optional<Instant> created = known(user.created());
    Optional<Instant> generated = known(report.generatedAt());
    return created.isEmpty() || generated.isEmpty() || !created.get().isAfter(generated.get());
  }

  private static <T> Optional<T> known(Evidence<T> evidence) {
    return evidence.fold(
        (value, source) -> Optional.of(value),
        (code, source) -> Optional.empty(),
        gap -> Optional.empty());
  }
}
