package dev.assay.snapshot;

import dev.assay.InputException;
import dev.assay.Problem;
import dev.assay.Sha256;
import dev.assay.aws.Account;
import dev.assay.aws.Account.Contacts;
import dev.assay.aws.Account.Iam;
import dev.assay.aws.Account.Storage;
import dev.assay.aws.Account.Trails;
import dev.assay.aws.Call;
import dev.assay.aws.CredentialReport;
import dev.assay.aws.Evidence;
import dev.assay.aws.Identity;
import dev.assay.aws.Region;
import dev.assay.aws.Request;
import dev.assay.aws.Source;
import dev.assay.text.JsonLines;
import dev.assay.text.Text;
import dev.assay.text.UnreadableException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A snapshot in format {@code assay-snapshot/1}, or made by hand from evidence files alone.
 *
 * <p>Use: {@link #open}, then {@link #account}, then {@link #info}; or {@link #verification}.
 */
public final class Snapshot {

  private static final String NOT_OPTED_IN = "not-opted-in";

  /** AWS hands out the report that it has for so long, then makes a new one. */
  private static final Duration REPORT_LASTS = Duration.ofHours(4);

  private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(5);

  private final Tree tree;
  private final Optional<Manifest> manifest;
  private final Optional<Sums> sums;
  private final Optional<Signing> signing;
  private final Optional<CallLog> log;
  private final Calls calls;
  private final Identity identity;
  private final int filesAtOnce;
  private final Evidence<CredentialReport> credentialReport;

  /** Of the answers, once they were read. */
  private List<Contradiction> contradictions = List.of();

  private Snapshot(Tree files, Opening opening) {
    this.filesAtOnce = opening.filesAtOnce();
    this.sums = text(files, Sums.FILE).map(Sums::parse);
    Tree kept = files.without(path -> Litter.is(path) && sums.filter(s -> s.lists(path)).isEmpty());
    if (kept.paths().isEmpty()) {
      throw InputException.rejected(
          "", "the snapshot has no files", "give the directory with `global`");
    }
    SortedMap<String, String> digests = sums.map(Sums::digests).orElse(new TreeMap<>());
    Tree listed = kept.expecting(new Tree.Expected(digests, Map.of()));
    try {
      Optional<CallLog> whole = text(listed, CallLog.FILE).map(CallLog::parse);
      Map<String, Long> sizes = whole.map(CallLog::sizes).orElse(Map.of());
      this.tree = listed.expecting(new Tree.Expected(digests, sizes));
      this.manifest = text(tree, Manifest.FILE).map(Manifest::parse);
      requireManifest(whole.isPresent());
      this.signing = signing(opening);
      this.log = whole.map(this::ofTheRun);
      this.calls = new Calls(tree, this.log, sums);
      this.credentialReport =
          CredentialReportReader.read(calls, manifest.map(Manifest::finishedAt));
      this.identity = identify();
    } catch (InputException e) {
      listed.verify();
      throw e;
    }
  }

  /** Whether a path can be a snapshot: a directory, or a file that starts as an archive does. */
  public static boolean isOne(Path path) {
    return Tree.isOne(path);
  }

  /** Opens a snapshot within the usual limits, signed or not. */
  public static Snapshot open(Path path) {
    return open(path, Opening.DEFAULT);
  }

  /**
   * Opens a snapshot: a directory, or a zip, tar or tar.gz of one.
   *
   * @throws InputException when there is none (usage), or when it must not be scored (rejected)
   */
  public static Snapshot open(Path path, Opening opening) {
    return new Snapshot(Tree.open(path, opening.limits()), opening);
  }

  /**
   * The same for a snapshot held in memory: the bytes of each file by its path inside the snapshot.
   */
  public static Snapshot of(Map<String, byte[]> files) {
    return of(Tree.of(files));
  }

  static Snapshot of(Tree files) {
    return new Snapshot(files, Opening.DEFAULT);
  }

  /** Reads everything that any check may ask for, as {@link #account(Optional, Set)}. */
  public Account account(Optional<Instant> asOf) {
    return account(asOf, EnumSet.allOf(Call.class));
  }

  /**
   * Reads what some checks may ask for, and verifies every file against {@code SHA256SUMS} before
   * it returns.
   *
   * @param asOf the moment to measure ages to; empty for the snapshot's own time
   * @param asked the calls whose answers the checks look at; all others are gaps, and none of
   *     {@link Account#calls}
   * @throws InputException when no time is known or {@code asOf} is before the snapshot (usage), or
   *     when a file is not what was collected, or changes meanwhile (rejected)
   */
  public Account account(Optional<Instant> asOf, Set<Call> asked) {
    Set<Call> read = Reads.of(asked);
    return verified(
        workers -> {
          Instant observed = observedAt().or(() -> asOf).orElseThrow(Snapshot::undated);
          if (asOf.isPresent() && asOf.get().isBefore(observed)) {
            throw InputException.usage(
                "",
                "--as-of " + asOf.get() + " is before the snapshot's own time, " + observed,
                "leave it out, or give a later time");
          }
          return account(asOf.orElse(observed), observed, calls.only(read::contains), workers);
        });
  }

  /**
   * Reads and verifies the same, to say what is there.
   *
   * @throws InputException when a file is not what was collected, or changes meanwhile (rejected)
   */
  public Verification verification() {
    Instant time = observedAt().orElse(Instant.EPOCH);
    Account account = verified(workers -> account(time, time, calls.only(call -> true), workers));
    return new Verification(
        identity, observedAt(), digest(), integrity(), endpointOverride(), account.calls());
  }

  /**
   * Runs something that reads files. That one of them was changed goes before anything that the
   * files say.
   */
  private <T> T verified(Function<Workers, T> reading) {
    try (Workers workers = new Workers(filesAtOnce)) {
      T result = reading.apply(workers);
      // Without sums, an archive's own check sums are all that there is.
      Set<String> rest = sums.<Set<String>>map(s -> s.digests().keySet()).orElse(tree.paths());
      rest.stream()
          .map(path -> workers.begin(() -> tree.digest(path)))
          .toList()
          .forEach(Supplier::get);
      return result;
    } catch (InputException e) {
      tree.verify();
      throw e;
    }
  }

  /** Answers that contradict each other are read as lost, each of them. */
  private Account account(Instant asOf, Instant observed, Calls calls, Workers workers) {
    List<Contradiction> found = new ArrayList<>();
    Account read = account(asOf, observed, calls, found, workers);
    found.addAll(Consistency.of(read, calls));
    reportOfTheFuture().ifPresent(found::add);
    contradictions = List.copyOf(found);
    return found.stream().allMatch(each -> each.doubted().isEmpty())
        ? read
        : account(asOf, observed, calls.doubting(found), new ArrayList<>(), workers);
  }

  private Account account(
      Instant asOf,
      Instant observed,
      Calls calls,
      List<Contradiction> contradictions,
      Workers workers) {
    Evidence<List<String>> universe = read(calls, Call.DESCRIBE_REGIONS, Snapshot::enabledRegions);
    List<String> regions =
        universe.fold(
            (enabled, source) -> enabled,
            (code, source) -> List.<String>of(),
            gap -> List.copyOf(calls.regions()));
    Owned owned = new Owned(identity);
    Supplier<Iam> iam = workers.begin(() -> iam(calls));
    List<Supplier<Region>> read =
        regions.stream()
            .map(name -> workers.begin(() -> new RegionReader(calls, owned, name).read()))
            .toList();
    Trails trails = new TrailReader(calls, owned, observed, contradictions).read(regions);
    Set<String> trailBuckets = new TreeSet<>();
    trails.all().forEach(t -> t.bucket().map(trailBuckets::add));
    Storage storage = new StorageReader(calls, owned).read(trailBuckets);
    Contacts contacts = contacts(calls);
    return new Account(
        identity,
        asOf,
        observed,
        IamListings.agreed(iam.get(), contradictions),
        contacts,
        storage,
        trails,
        read.stream().map(Supplier::get).toList(),
        universe,
        calls.outcomes());
  }

  /**
   * What reports say of this snapshot.
   *
   * @param account what {@link #account} gave
   */
  public SnapshotInfo info(Account account) {
    return new SnapshotInfo(
        identity, account.observedAt(), digest(), integrity().line(), endpointOverride());
  }

  /**
   * The bytes of every file by its path.
   *
   * @throws InputException when one cannot be read (rejected)
   */
  public SortedMap<String, byte[]> files() {
    SortedMap<String, byte[]> files = new TreeMap<>();
    for (String path : tree.paths()) {
      try {
        files.put(path, tree.read(path));
      } catch (IOException e) {
        throw InputException.rejected(path, "cannot be read", "check its permissions");
      }
    }
    return files;
  }

  /** The digests that {@code SHA256SUMS} lists, by path; empty when there is none. */
  public Optional<SortedMap<String, String>> sums() {
    return sums.map(Sums::digests);
  }

  /**
   * The same places, values in JSON with the line on which they stand.
   *
   * @param places where values were read in this snapshot
   */
  public Map<Source, Source> located(Set<Source> places) {
    Map<String, Set<String>> pointers = new TreeMap<>();
    places.stream()
        .filter(place -> !place.pointer().isEmpty() && place.line() == 0)
        .filter(place -> tree.has(place.file()))
        .forEach(
            place ->
                pointers
                    .computeIfAbsent(place.file(), none -> new TreeSet<>())
                    .add(place.pointer()));
    Map<String, Map<String, Integer>> lines = new TreeMap<>();
    pointers.forEach((file, wanted) -> lines.put(file, lines(file, wanted)));
    Map<Source, Source> located = new HashMap<>();
    for (Source place : places) {
      Integer line = lines.getOrDefault(place.file(), Map.of()).get(place.pointer());
      located.put(place, line == null || place.line() > 0 ? place : place.onLine(line));
    }
    return located;
  }

  private Map<String, Integer> lines(String file, Set<String> pointers) {
    try {
      return calls.text(file, text -> JsonLines.of(text, pointers));
    } catch (UnreadableException e) {
      return Map.of();
    }
  }

  private Iam iam(Calls calls) {
    return new Iam(
        credentialReport,
        read(calls, Call.GET_ACCOUNT_PASSWORD_POLICY, IamReader::passwordPolicy),
        read(calls, Call.GET_ACCOUNT_SUMMARY, IamReader::accountSummary),
        read(calls, Call.LIST_VIRTUAL_MFA_DEVICES, IamReader::virtualMfaDevices),
        IamReader.authorizationDetails(calls),
        read(calls, Call.LIST_ENTITIES_FOR_SUPPORT_POLICY, IamReader::policyEntities),
        read(calls, Call.LIST_SERVER_CERTIFICATES, IamReader::serverCertificates),
        number(calls, Call.LIST_SAML_PROVIDERS, "SAMLProviderList"),
        number(calls, Call.LIST_OPEN_ID_CONNECT_PROVIDERS, "OpenIDConnectProviderList"));
  }

  private static Contacts contacts(Calls calls) {
    return new Contacts(
        read(calls, Call.GET_CONTACT_INFORMATION, ContactReader::primary),
        read(calls, Call.GET_SECURITY_CONTACT, ContactReader::security),
        number(calls, Call.DESCRIBE_REPORT_DEFINITIONS, "ReportDefinitions"),
        number(calls, Call.LIST_EXPORTS, "Exports"));
  }

  private static Evidence<Integer> number(Calls calls, Call call, String key) {
    return read(calls, call, answer -> answer.need(key).size());
  }

  /** Regions that are not opted in are outside the universe; everything else is in it. */
  private static Evidence<List<String>> enabledRegions(Json answer) {
    Json list = answer.need("Regions");
    return list.list()
        .then(
            items -> {
              SortedSet<String> enabled = new TreeSet<>();
              for (Json item : items) {
                Evidence<String> name = item.need("RegionName").text();
                Evidence<String> optIn = item.at("OptInStatus").text();
                if (name.isLost() || optIn.isLost()) {
                  return item.lost("is no readable region");
                }
                if (!optIn
                    .map(NOT_OPTED_IN::equals)
                    .orIfAbsent(Evidence.present(false, item.source()))
                    .value()) {
                  enabled.add(name.value());
                }
              }
              return enabled.isEmpty()
                  ? list.lost("names no enabled region")
                  : Evidence.present(List.copyOf(enabled), list.source());
            });
  }

  private static <T> Evidence<T> read(Calls calls, Call call, Function<Json, Evidence<T>> reader) {
    return calls.answer(Request.of(call)).then(reader);
  }

  private static Optional<String> text(Tree tree, String path) {
    Optional<byte[]> bytes = bytes(tree, path);
    try {
      return bytes.isEmpty() ? Optional.empty() : Optional.of(Text.decode(bytes.get()));
    } catch (UnreadableException e) {
      throw InputException.rejected(path, e.getMessage(), "collect again");
    }
  }

  private static Optional<byte[]> bytes(Tree tree, String path) {
    try {
      return tree.has(path) ? Optional.of(tree.read(path)) : Optional.empty();
    } catch (IOException e) {
      throw InputException.rejected(path, "cannot be read", "check its permissions");
    }
  }

  /** A log or a list of sums belongs to a collector's run, which always tells who and when. */
  private void requireManifest(boolean logged) {
    if (manifest.isEmpty() && (logged || sums.isPresent())) {
      String other = logged ? CallLog.FILE : Sums.FILE;
      throw InputException.rejected(
          Manifest.FILE, "is not there although " + other + " is", "collect again");
    }
    for (String file : List.of(Manifest.FILE, CallLog.FILE)) {
      if (sums.isPresent() && tree.has(file) && !sums.get().lists(file)) {
        throw InputException.rejected(file, "is not listed in " + Sums.FILE, "collect again");
      }
    }
  }

  /** Whose snapshot it is, as far as that is told. */
  public Identity identity() {
    return identity;
  }

  /** Whether it says itself when it was taken. */
  public boolean knowsItsTime() {
    return observedAt().isPresent();
  }

  /** Empty when nobody has signed and nobody asked. */
  private Optional<Signing> signing(Opening opening) {
    Optional<byte[]> signature = bytes(tree, Sums.SIGNATURE);
    if (signature.isPresent() && sums.isEmpty()) {
      throw InputException.rejected(
          Sums.FILE, "is not there although " + Sums.SIGNATURE + " is", "get the snapshot again");
    }
    byte[] message = bytes(tree, Sums.FILE).orElse(new byte[0]);
    Instant taken = manifest.map(Manifest::finishedAt).orElse(Instant.EPOCH);
    Signing signing = Signing.of(signature, message, opening.signers(), taken);
    if (opening.signatureRequired() && !signing.isTrusted()) {
      throw new InputException(InputException.Kind.REJECTED, List.of(signing.problem()));
    }
    return signature.isPresent() || opening.signers().isPresent()
        ? Optional.of(signing)
        : Optional.empty();
  }

  private CallLog ofTheRun(CallLog all) {
    return manifest
        .flatMap(m -> m.startedAt().map(from -> all.ofRun(from, m.finishedAt())))
        .orElse(all);
  }

  private Optional<Instant> observedAt() {
    return manifest.map(Manifest::finishedAt).or(this::generatedAt);
  }

  private static InputException undated() {
    return InputException.usage(
        "",
        "the snapshot does not say when it was taken",
        "pass the time, for example `--as-of 2026-01-31T12:00:00Z`");
  }

  private Optional<Instant> generatedAt() {
    return credentialReport
        .then(CredentialReport::generatedAt)
        .fold(
            (at, source) -> Optional.of(at),
            (code, source) -> Optional.empty(),
            gap -> Optional.empty());
  }

  /** The account by every place that names it; two different ones are two snapshots in one. */
  private Identity identify() {
    SortedMap<String, String> partitionOf = new TreeMap<>();
    List<Problem> named = new ArrayList<>();
    manifest.ifPresent(m -> name(Manifest.FILE, m.partition(), m.accountId(), partitionOf, named));
    manifest.ifPresent(m -> name(Manifest.FILE + "#/callerArn", m.callerArn(), partitionOf, named));
    calls
        .answer(Request.of(Call.GET_CALLER_IDENTITY))
        .then(answer -> answer.need("Arn").text())
        .map(arn -> name("global/sts/get-caller-identity.json", arn, partitionOf, named));
    credentialReport
        .then(CredentialReport::root)
        .map(root -> name(root.source().toString(), root.arn(), partitionOf, named));
    if (partitionOf.size() > 1) {
      throw new InputException(InputException.Kind.REJECTED, named);
    }
    return partitionOf.isEmpty()
        ? new Identity("", "aws")
        : new Identity(
            partitionOf.firstKey().split(" ", 2)[0], partitionOf.get(partitionOf.firstKey()));
  }

  private static boolean name(
      String where, String arn, Map<String, String> partitionOf, List<Problem> named) {
    String[] parts = arn.split(":", 6);
    return parts.length == 6 && name(where, parts[1], parts[4], partitionOf, named);
  }

  private static boolean name(
      String where,
      String partition,
      String account,
      Map<String, String> partitionOf,
      List<Problem> named) {
    partitionOf.put(account + " in partition " + partition, partition);
    return named.add(
        new Problem(
            where,
            "belongs to account `" + account + "` in partition `" + partition + "`",
            "a snapshot holds one account; do not mix the files of two"));
  }

  /** What is known of the files' being those that were collected; all were read by now. */
  public Integrity integrity() {
    List<String> missing = new ArrayList<>();
    List<String> unreadable = new ArrayList<>();
    List<String> unlisted = new ArrayList<>();
    if (sums.isPresent()) {
      for (String path : sums.get().digests().keySet()) {
        if (!tree.has(path)) {
          missing.add(path);
        } else if (tree.digest(path).isEmpty()) {
          unreadable.add(path);
        }
      }
      tree.paths().stream()
          .filter(path -> !sums.get().lists(path))
          .filter(path -> !path.equals(Sums.FILE) && !path.equals(Sums.SIGNATURE))
          .forEach(unlisted::add);
    }
    return new Integrity(
        sums.isPresent(),
        missing,
        unreadable,
        unlisted,
        signing,
        log.map(calls -> List.copyOf(calls.strays())).orElse(List.of()),
        contradictions.stream().map(Contradiction::problem).toList(),
        staleReport());
  }

  /** The two times are of two clocks, which may differ a little. */
  private Optional<Contradiction> reportOfTheFuture() {
    Optional<Instant> finished = manifest.map(Manifest::finishedAt);
    return generatedAt()
        .filter(at -> finished.filter(f -> at.isAfter(f.plus(CLOCKS_DIFFER))).isPresent())
        .map(
            at ->
                new Contradiction(
                    "credential report",
                    "was made at " + at + ", but the run ended at " + finished.get(),
                    Set.of()));
  }

  /** Secrets in files that were read, which nobody should have handed over; none is shown. */
  public List<Problem> secrets() {
    return tree.secrets();
  }

  private Optional<Instant> staleReport() {
    Optional<Instant> started = manifest.flatMap(Manifest::startedAt);
    return generatedAt()
        .filter(at -> started.filter(s -> at.isBefore(s.minus(REPORT_LASTS))).isPresent());
  }

  private String endpointOverride() {
    return manifest.map(Manifest::endpointOverride).orElse("");
  }

  private String digest() {
    if (sums.isPresent()) {
      return tree.digest(Sums.FILE).orElseThrow();
    }
    StringBuilder list = new StringBuilder();
    for (String path : tree.paths()) {
      tree.digest(path).ifPresent(hex -> list.append(hex).append("  ").append(path).append('\n'));
    }
    return Sha256.hex(list.toString().getBytes(StandardCharsets.UTF_8));
  }
}
