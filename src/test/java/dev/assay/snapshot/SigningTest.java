package dev.assay.snapshot;

import static dev.assay.testing.SshSigner.armored;
import static dev.assay.testing.SshSigner.joined;
import static dev.assay.testing.SshSigner.text;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.assay.testing.Refusal;
import dev.assay.testing.SshSigner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Whose word a signature is, and which signatures are none. */
class SigningTest {

  private static final Path SIGNED =
      Path.of(System.getProperty("assay.basedir"), "src/test/resources/dev/assay/snapshot/signed");
  private static final Instant TAKEN = Instant.parse("2024-05-31T00:00:00Z");
  private static final byte[] SUMS = "0000  a\n".getBytes(UTF_8);
  private static final SshSigner ANA = SshSigner.ed25519();
  private static final int SEED = 8;

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ed25519        | signed by ana@example.org with KEY
          ed25519-sha256 | signed by ana@example.org with KEY
          ecdsa          | signed by bob@example.org,bob with KEY
          rsa            | signed by carol@example.org with KEY
          other          | signed with KEY, a key that nobody vouches for
          p384           | signed with a key of type ecdsa-sha2-nistp384, which is not understood
          weak           | REJECTED: SHA256SUMS.sig: is weak: it rests on SHA-1, or on an RSA key of less than 2048 bits
          namespace      | REJECTED: SHA256SUMS.sig: is for `file`, not for `assay-snapshot`
          another        | REJECTED: SHA256SUMS.sig: is not a signature of this SHA256SUMS
          """)
  void signatures_of_ssh_keygen(String name, String expected) throws IOException {
    AllowedSigners allowed = AllowedSigners.read(SIGNED.resolve("allowed_signers"));
    byte[] signature = Files.readAllBytes(SIGNED.resolve(name + ".sig"));
    byte[] message = Files.readAllBytes(SIGNED.resolve("SHA256SUMS"));

    assertThat(judged(signature, message, allowed).replaceAll("SHA256:[A-Za-z0-9+/]{43}", "KEY"))
        .isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          any time           |                                                        | TRUSTED
          for snapshots      | namespaces="assay-snapshot"                            | TRUSTED
          among others       | namespaces="file,assay-*"                              | TRUSTED
          for files          | namespaces="file"                                      | OTHER_NAMESPACE
          for all but        | namespaces="*,!assay-*"                                | OTHER_NAMESPACE
          from that moment   | valid-after="20240531000000Z"                          | TRUSTED
          from a minute on   | valid-after="202405310001Z"                            | NOT_YET_VALID
          until that moment  | valid-before="20240531Z"                               | TRUSTED
          until before       | valid-before="20240530235959Z"                         | EXPIRED
          within             | valid-after="20240101Z",valid-before="20250101Z"       | TRUSTED
          upper case         | Valid-After="20240101Z",NAMESPACES="assay-snapshot"    | TRUSTED
          """)
  void options_of_the_signer_count_at_the_snapshots_own_time(
      String name, String options, String expected) {
    String line = "ana " + (options == null ? "" : options + " ") + ANA.publicKey();

    assertThat(signing(ANA.sign(SUMS), line).state()).hasToString(expected);
  }

  @Test
  void one_line_that_trusts_the_key_is_enough() {
    String key = ANA.publicKey();

    assertThat(
            signing(
                    ANA.sign(SUMS),
                    "old valid-before=\"20200101Z\" "
                        + key
                        + "\n\n# and now\n\"new one\" "
                        + key
                        + " comment")
                .line())
        .startsWith("signed by new one with SHA256:");
  }

  /** Each part of a signature can be wrong. */
  static Stream<List<Object>> faults() {
    byte[] blob = ANA.blob(SUMS);
    SshSigner rsa = SshSigner.rsa(2048, "rsa-sha2-512");
    byte[] huge = blob.clone();
    Arrays.fill(huge, 10, 14, (byte) 0xff);
    String malformed = "REJECTED: SHA256SUMS.sig: is malformed: ";
    return Stream.of(
        List.of(
            "SHA-1",
            rsa.algorithm("ssh-rsa").sign(SUMS),
            "REJECTED: SHA256SUMS.sig: is weak: it rests on SHA-1, or on an RSA key of less than"
                + " 2048 bits"),
        List.of(
            "short key",
            SshSigner.rsa(1024, "rsa-sha2-256").sign(SUMS),
            "REJECTED: SHA256SUMS.sig: is weak: it rests on SHA-1, or on an RSA key of less than"
                + " 2048 bits"),
        List.of(
            "sk",
            armored(SshSigner.securityKey()),
            "signed with a key of type sk-ssh-ed25519@openssh.com, which is not understood"),
        List.of(
            "version 2",
            ANA.version(2).sign(SUMS),
            "REJECTED: SHA256SUMS.sig: is of version 2, only 1 is understood"),
        List.of(
            "namespace",
            ANA.namespace("").sign(SUMS),
            "REJECTED: SHA256SUMS.sig: is for ``, not for `assay-snapshot`"),
        List.of(
            "hash",
            ANA.hash("md5").sign(SUMS),
            malformed + "`ssh-ed25519` over `md5` is no signature by its key"),
        List.of(
            "reserved",
            ANA.reserved("x").sign(SUMS),
            malformed + "its reserved field is not empty"),
        List.of("huge length", armored(huge), malformed + "a length is larger than what follows"),
        List.of(
            "trailing bytes",
            armored(joined(blob, new byte[1])),
            malformed + "bytes follow its end"),
        List.of(
            "cut",
            armored(Arrays.copyOf(blob, 60)),
            malformed + "a length is larger than what follows"),
        List.of(
            "cut in a length", armored(Arrays.copyOf(blob, 8)), malformed + "it ends too early"),
        List.of(
            "magic",
            armored(joined("SSHsig".getBytes(UTF_8), blob)),
            malformed + "it does not start with SSHSIG"),
        List.of("no armor", "signature", malformed + "it is not what `ssh-keygen -Y sign` writes"),
        List.of("nothing", "", malformed + "it is not what `ssh-keygen -Y sign` writes"),
        List.of("base64", armored(blob).replace("U1NI", "U=NI"), malformed + "it is not base64"),
        List.of(
            "two",
            ANA.sign(SUMS) + ANA.sign(SUMS),
            malformed + "it is not what `ssh-keygen -Y sign` writes"),
        List.of("long", "-".repeat(70_000), malformed + "it is longer than 65536 bytes"),
        List.of(
            "another text",
            ANA.sign("0001  a\n".getBytes(UTF_8)),
            "REJECTED: SHA256SUMS.sig: is not a signature of this SHA256SUMS"));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void a_wrong_signature_is_told_apart(List<Object> fault) {
    assertThat(
            judged(
                fault.get(1).toString().getBytes(UTF_8),
                SUMS,
                AllowedSigners.parse("a", "ana " + ANA.publicKey())))
        .isEqualTo(fault.get(2));
  }

  static Stream<SshSigner> signers() {
    return Stream.of(
        ANA,
        ANA.hash("sha256"),
        SshSigner.ecdsa(),
        SshSigner.rsa(2048, "rsa-sha2-256"),
        SshSigner.rsa(3072, "rsa-sha2-512"));
  }

  /** A signature or a message that differs in one bit is never accepted as the signer's. */
  @ParameterizedTest
  @MethodSource("signers")
  void one_bit_another_is_no_signature(SshSigner signer) {
    AllowedSigners allowed = AllowedSigners.parse("a", "ana " + signer.publicKey());
    byte[] blob = signer.blob(SUMS);
    Random random = new Random(SEED);
    List<Integer> accepted = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      byte[] changed = blob.clone();
      int at = random.nextInt(blob.length);
      changed[at] ^= (byte) (1 << random.nextInt(8));
      if (judged(armored(changed).getBytes(UTF_8), SUMS, allowed).startsWith("signed by ana")) {
        accepted.add(at);
      }
    }

    assertThat(judged(armored(blob).getBytes(UTF_8), SUMS, allowed)).startsWith("signed by ana");
    assertThat(accepted).isEmpty();
  }

  /** What we accept, OpenSSH accepts. */
  @ParameterizedTest
  @MethodSource("signers")
  void ssh_keygen_verifies_what_is_accepted(SshSigner signer, @TempDir Path directory)
      throws Exception {
    assumeTrue(hasSshKeygen(), "there is no ssh-keygen");
    Files.writeString(directory.resolve("allowed"), "ana " + signer.publicKey() + "\n");
    Files.writeString(directory.resolve("sig"), signer.sign(SUMS));
    Files.write(directory.resolve("sums"), SUMS);

    assertThat(signing(signer.sign(SUMS), "ana " + signer.publicKey()).isTrusted()).isTrue();
    assertThat(
            run(
                directory,
                "sums",
                "-Y",
                "verify",
                "-f",
                "allowed",
                "-I",
                "ana",
                "-n",
                "assay-snapshot",
                "-s",
                "sig"))
        .isZero();
  }

  /** What OpenSSH signs, we accept. */
  @ParameterizedTest
  @CsvSource({"ed25519, 256", "ecdsa, 256", "rsa, 2048"})
  void what_ssh_keygen_signs_is_accepted(String type, String bits, @TempDir Path directory)
      throws Exception {
    assumeTrue(hasSshKeygen(), "there is no ssh-keygen");
    Files.write(directory.resolve("SHA256SUMS"), SUMS);
    assertThat(run(directory, "SHA256SUMS", "-q", "-t", type, "-b", bits, "-N", "", "-f", "key"))
        .isZero();
    assertThat(
            run(
                directory,
                "SHA256SUMS",
                "-Y",
                "sign",
                "-n",
                "assay-snapshot",
                "-f",
                "key",
                "SHA256SUMS"))
        .isZero();

    String line = "ana " + Files.readString(directory.resolve("key.pub"));
    String signature = Files.readString(directory.resolve("SHA256SUMS.sig"));
    assertThat(signing(signature, line).isTrusted()).isTrue();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          nothing          | # nobody⏎                       | a: names no signer
          no key           | ana                             | a line 1: is not a name and a key
          no name          | ssh-ed25519 AAAA                | a line 1: is not a name and a key
          no base64        | ana ssh-ed25519 A               | a line 1: holds no `ssh-ed25519` key
          another type     | ana ssh-rsa BLOB                | a line 1: holds no `ssh-rsa` key
          an authority     | ana cert-authority KEY          | a line 1: is of a certificate authority, and certificates are not understood
          an unknown word  | ana no-touch-required KEY       | a line 1: has the unknown option `no-touch-required`
          a local time     | ana valid-after="20240101" KEY  | a line 1: has the time `20240101`
          no such day      | ana valid-after="20240231Z" KEY | a line 1: has the time `20240231Z`
          two faults       | ana⏎ana KEY⏎ana cert-authority,valid-before="x" KEY | a line 1: is not a name and a key; a line 3: is of a certificate authority, and certificates are not understood; a line 3: has the time `x`
          """)
  void a_faulty_list_of_signers_tells_all_its_faults(String name, String text, String expected) {
    String list =
        text.replace("KEY", ANA.publicKey())
            .replace("BLOB", ANA.publicKey().split(" ")[1])
            .replace('⏎', '\n');

    assertThat(Refusal.of(() -> AllowedSigners.parse("a", list))).isEqualTo("USAGE: " + expected);
  }

  private static Signing signing(String signature, String allowed) {
    return Signing.of(
        Optional.of(signature.getBytes(UTF_8)),
        SUMS,
        Optional.of(AllowedSigners.parse("a", allowed)),
        TAKEN);
  }

  private static String judged(byte[] signature, byte[] message, AllowedSigners allowed) {
    String[] line = new String[1];
    String refusal =
        Refusal.of(
            () ->
                line[0] =
                    Signing.of(Optional.of(signature), message, Optional.of(allowed), TAKEN)
                        .line());
    return refusal.equals("none") ? line[0] : refusal;
  }

  private static boolean hasSshKeygen() {
    try {
      return new ProcessBuilder("ssh-keygen", "-?").start().waitFor(10, TimeUnit.SECONDS);
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static int run(Path directory, String input, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("ssh-keygen"));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectInput(directory.resolve(input).toFile())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("output").toFile())
            .start();
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }
}
