package dev.assay;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import dk.brics.automaton.Datatypes;
import inet.ipaddr.HostName;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileReader;
import java.io.FileWriter;
import java.io.InputStreamReader;
import java.io.ObjectInputStream;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.lang.reflect.Method;
import java.net.Socket;
import java.net.http.HttpClient;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.rmi.Remote;
import java.sql.Driver;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TimeZone;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;
import java.util.logging.SocketHandler;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.net.SocketFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which room may know what. A room, library or call that no row names is not allowed at all. */
class RoomsTest {

  private static final JavaClasses MAIN =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.assay");

  /** Shows that each ban can fail. */
  private static final JavaClasses OFFENDER = new ClassFileImporter().importClasses(Banned.class);

  private static final String ROOMS =
      """
      text     | nothing
      policy   | nothing
      filter   | nothing
      spec     | nothing
      aws      | policy
      snapshot | aws policy text
      redact   | aws.Request snapshot text
      check    | aws filter policy
      evaluate | aws check spec
      report   | evaluate snapshot.Integrity snapshot.Signing snapshot.SnapshotInfo snapshot.Verification text FINDINGS
      diff     | report evaluate snapshot.SnapshotInfo FINDINGS
      fleet    | report evaluate snapshot.SnapshotInfo FINDINGS
      api      | aws.Account aws.Source evaluate report snapshot spec
      cli      | api aws check diff evaluate filter fleet policy redact report snapshot spec
      """;

  /** The records that a report repeats; not the catalogue, the spec's reader or the account. */
  private static final List<String> FINDINGS =
      List.of(
          "aws.Call",
          "aws.Evidence",
          "aws.Gap",
          "aws.Identity",
          "aws.Request",
          "aws.Resource",
          "aws.Source",
          "check.Cause",
          "check.Check",
          "check.Finding",
          "check.Link",
          "check.Parameter",
          "check.Parameters",
          "check.Reading",
          "check.Status",
          "filter.Coverage",
          "filter.Event",
          "spec.Attestation",
          "spec.Spec",
          "spec.Waiver");

  @ParameterizedTest(name = "{0} may use: {1}")
  @CsvSource(delimiter = '|', textBlock = ROOMS)
  void a_room_uses_only_the_rooms_of_its_row(String room, String others) {
    List<String> may =
        words(others + " " + room).stream()
            .flatMap(w -> w.equals("FINDINGS") ? FINDINGS.stream() : List.of(w).stream())
            .map(word -> "dev.assay." + word)
            .toList();

    classes()
        .that()
        .resideInAPackage("dev.assay." + room)
        .should()
        .onlyDependOnClassesThat(
            matching(
                "are of the row, or not of this project",
                used ->
                    !used.getPackageName().startsWith("dev.assay.")
                        || may.contains(used.getPackageName())
                        || may.contains(outermost(used))))
        .allowEmptyShould(true)
        .check(MAIN);
  }

  @Test
  void what_every_room_may_use_knows_no_room() {
    classes()
        .that()
        .resideInAPackage("dev.assay")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("dev.assay", "java..")
        .check(MAIN);
  }

  @Test
  void every_package_has_a_row_and_says_what_it_is() throws Exception {
    Set<String> packages = MAIN.stream().map(JavaClass::getPackageName).collect(Collectors.toSet());
    Set<String> named =
        ROOMS.lines().map(row -> "dev.assay." + words(row).get(0)).collect(Collectors.toSet());
    named.add("dev.assay");

    assertThat(packages).isNotEmpty().isSubsetOf(named);
    for (String name : packages) {
      Path info =
          Path.of(System.getProperty("assay.basedir"), "src", "main", "java")
              .resolve(name.replace('.', '/'))
              .resolve("package-info.java");
      assertThat(Files.readString(info)).startsWith("/**\n * ").endsWith("package " + name + ";\n");
    }
  }

  private static final String LIBRARIES =
      """
      picocli                | cli
      org.yaml.snakeyaml     | spec
      tools.jackson          | text snapshot report diff fleet redact
      javax.crypto           | redact
      javax.xml.stream       | report
      org.apache.commons.compress | snapshot
      org.apache.commons.csv | snapshot report redact
      inet.ipaddr            | check redact
      dk.brics.automaton     | policy filter
      gg.jte                 | report diff fleet
      """;

  @ParameterizedTest(name = "{0} is for {1}")
  @CsvSource(delimiter = '|', textBlock = LIBRARIES)
  void a_library_stays_in_its_rooms(String library, String rooms) {
    String[] allowed = words(rooms).stream().map(r -> "dev.assay." + r).toArray(String[]::new);

    noClasses()
        .that()
        .resideOutsideOfPackages(allowed)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(library + "..")
        .check(MAIN);
  }

  @Test
  void there_are_no_other_libraries() {
    List<String> known =
        LIBRARIES.lines().map(row -> words(row).get(0) + "..").collect(Collectors.toList());
    known.addAll(List.of("java..", "dev.assay.."));

    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(known.toArray(String[]::new))
        .check(MAIN);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          the wall clock      | java.time.*.now(*)                                      | -
          the wall clock      | java.time.Clock.system*(*)                              | -
          the wall clock      | java.lang.System.currentTimeMillis()                    | -
          the wall clock      | java.lang.System.nanoTime()                             | -
          the wall clock      | java.util.Date.<init>()                                 | -
          the default zone    | java.time.ZoneId.systemDefault()                        | -
          the default zone    | java.util.TimeZone.getDefault()                         | -
          the default locale  | java.util.Locale.getDefault(*)                          | -
          the default locale  | java.lang.String.toLowerCase()                          | -
          the default locale  | java.lang.String.toUpperCase()                          | -
          the default locale  | java.lang.String.format(java.lang.String,*              | -
          the default locale  | java.lang.String.formatted(*)                           | -
          the default locale  | java.io.Print*.printf(java.lang.String,*                | -
          the default charset | java.nio.charset.Charset.defaultCharset()               | -
          the default charset | java.lang.String.getBytes()                             | -
          the default charset | java.lang.String.<init>([B)                             | -
          the default charset | java.lang.String.<init>([B, int, int)                   | -
          the default charset | java.io.InputStreamReader.<init>(java.io.InputStream)   | -
          the default charset | java.io.OutputStreamWriter.<init>(java.io.OutputStream) | -
          the default charset | java.io.FileReader.<init>(java.io.File)                 | -
          the default charset | java.io.FileReader.<init>(java.lang.String)             | -
          the default charset | java.io.FileWriter.<init>(java.io.File)                 | -
          the default charset | java.io.FileWriter.<init>(java.lang.String)             | -
          the default charset | java.io.Print*.<init>(java.io.OutputStream)             | -
          the default charset | java.io.Print*.<init>(java.io.OutputStream, boolean)    | -
          the default charset | java.io.ByteArrayOutputStream.toString()                | -
          chance              | java.util.Random.<init>()                               | -
          chance              | java.lang.Math.random()                                 | -
          chance              | java.util.concurrent.ThreadLocalRandom.current()        | -
          chance              | java.util.UUID.randomUUID()                             | -
          foreign objects     | java.io.ObjectInputStream.*                             | -
          the process         | java.lang.System.exit(*)                                | cli.Main
          the process         | java.lang.Runtime.halt(*)                               | cli.Main
          the streams         | java.lang.System.out                                    | cli.*
          the streams         | java.lang.System.err                                    | cli.*
          the streams         | *.printStackTrace(*)                                    | cli.*
          the network         | java.net.*                                              | -
          other programs      | java.lang.Runtime.exec(*                                | -
          classes by name     | java.lang.Class.forName(*                               | -
          """)
  void nobody_touches(String what, String call, String but) {
    DescribedPredicate<JavaAccess<?>> banned =
        matching("is " + call, access -> glob(call).test(access.getTarget().getFullName()));
    ArchRule rule =
        noClasses()
            .that(matching("are not " + but, c -> !glob("dev.assay." + but).test(outermost(c))))
            .should()
            .accessTargetWhere(banned)
            .because(what + " is no input of a report");

    rule.check(MAIN);
    assertThatThrownBy(() -> rule.check(OFFENDER)).isInstanceOf(AssertionError.class);
  }

  /** The network, and the ways round this test to it: other programs, and classes by their name. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "java.net.*",
        "javax.net.*",
        "java.rmi.*",
        "java.sql.*",
        "java.nio.channels.*Socket*",
        "java.nio.channels.Datagram*",
        "java.util.logging.*",
        "inet.ipaddr.HostName*",
        "dk.brics.automaton.Datatypes",
        "java.lang.Process*",
        "java.lang.ClassLoader",
        "java.lang.reflect.*",
        "java.util.ServiceLoader"
      })
  void the_network_is_not_even_named(String names) {
    ArchRule rule =
        noClasses()
            .should()
            .dependOnClassesThat(matching("are " + names, c -> glob(names).test(c.getName())));

    rule.check(MAIN);
    assertThatThrownBy(() -> rule.check(OFFENDER)).isInstanceOf(AssertionError.class);
  }

  /** Does everything that is banned. */
  @SuppressWarnings("unused")
  private static final class Banned {
    private Socket socket;
    private SocketFactory sockets;
    private Remote remote;
    private Driver database;
    private SocketChannel channel;
    private DatagramChannel datagrams;
    private SocketHandler log;
    private HostName host;
    private Datatypes languages;
    private Process program;
    private ClassLoader classes;
    private Method method;
    private ServiceLoader<Driver> services;

    List<Object> everything(byte[] bytes, String text, Path path) throws Exception {
      List<Object> clock =
          List.of(
              Instant.now(),
              LocalDate.now(Clock.systemUTC()),
              OffsetDateTime.now(),
              System.currentTimeMillis(),
              System.nanoTime(),
              new Date());
      List<Object> defaults =
          List.of(
              ZoneId.systemDefault(),
              TimeZone.getDefault(),
              Locale.getDefault(),
              text.toLowerCase(),
              text.toUpperCase(),
              String.format("%s", text),
              "%s".formatted(text),
              Charset.defaultCharset(),
              text.getBytes(),
              new String(bytes),
              new String(bytes, 0, 1));
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      List<Object> streams =
          List.of(
              new InputStreamReader(new ByteArrayInputStream(bytes)),
              new OutputStreamWriter(out),
              new FileReader(path.toFile()),
              new FileReader(text),
              new FileWriter(path.toFile()),
              new FileWriter(text),
              new PrintStream(out).printf("%s", text),
              new PrintWriter(out, true),
              out.toString(),
              new ObjectInputStream(new ByteArrayInputStream(bytes)).readObject(),
              HttpClient.newHttpClient());
      List<Object> chance =
          List.of(new Random(), Math.random(), ThreadLocalRandom.current(), UUID.randomUUID());
      System.out.println();
      System.err.println();
      new IllegalStateException().printStackTrace();
      Runtime.getRuntime().exec(new String[] {text});
      Class.forName(text);
      Runtime.getRuntime().halt(1);
      System.exit(1);
      return List.of(clock, defaults, streams, chance);
    }
  }

  private static List<String> words(String text) {
    return Arrays.stream(text.split("[ |]+")).filter(w -> !w.isEmpty()).toList();
  }

  private static String outermost(JavaClass type) {
    return type.getEnclosingClass().map(RoomsTest::outermost).orElse(type.getName());
  }

  private static Predicate<String> glob(String pattern) {
    String regex =
        Arrays.stream(pattern.split("\\*", -1))
            .map(Pattern::quote)
            .collect(Collectors.joining(".*"));
    return Pattern.compile(regex).asMatchPredicate();
  }

  private static <T> DescribedPredicate<T> matching(String description, Predicate<T> test) {
    return DescribedPredicate.describe(description, test);
  }
}
