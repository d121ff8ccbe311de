package dev.assay.snapshot;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.Problem;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What looks like a secret, wherever in a file and in however many pieces it is read. */
class SecretsTest {

  private static final String KEY = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
  private static final int PIECE = 1000;

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          an environment        | AWS_SECRET_ACCESS_KEY=@                    | a secret access key
          a profile             | aws_secret_access_key = @                  | a secret access key
          JSON                  | {"SecretAccessKey": "@"}                   | a secret access key
          JSON in a text        | {\\"SecretAccessKey\\": \\"@\\"}           | a secret access key
          camel case            | "secretAccessKey":"@"                      | a secret access key
          YAML                  | SecretAccessKey: @                         | a secret access key
          too short             | SecretAccessKey: abc                          | none
          too long              | SecretAccessKey: @@                      | none
          a word                | SecretAccessKey is a secret                  | none
          a secret of another   | SecretsManager: @                          | none
          a private key         | -----BEGIN PRIVATE KEY-----                  | a private key
          OpenSSH's             | -----BEGIN OPENSSH PRIVATE KEY-----          | a private key
          PGP's                 | -----BEGIN PGP PRIVATE KEY BLOCK-----        | a private key
          a public key          | -----BEGIN PUBLIC KEY-----                   | none
          a certificate         | -----BEGIN CERTIFICATE-----                  | none
          a session token       | "SessionToken": "@@@"                  | a session token
          an environment's      | AWS_SESSION_TOKEN=@@@                  | a session token
          a token's name        | "aws:SessionToken": "Bool"                   | none
          """)
  void it_is_told_by_what_it_stands_behind(String what, String text, String expected) {
    assertThat(found(text.replace("@", KEY)))
        .isEqualTo(expected.equals("none") ? "" : "f line 1: holds what looks like " + expected);
  }

  /** The file is looked at through a window that moves. */
  @Test
  void it_is_found_once_wherever_it_stands() {
    String secret = "\nSecretAccessKey: " + KEY + "\n";
    for (int before = 0; before < 20_000; before += 101) {
      String text = "x\n".repeat(before / 2) + "y".repeat(before % 2) + secret + "z".repeat(before);

      assertThat(found(text, 1 + before % 9_000))
          .as("behind %s", before)
          .isEqualTo("f line " + (before / 2 + 2) + ": holds what looks like a secret access key");
    }
  }

  private static String found(String text) {
    return found(text, PIECE);
  }

  private static String found(String text, int piece) {
    byte[] bytes = text.getBytes(UTF_8);
    Secrets secrets = new Secrets("f");
    for (int at = 0; at < bytes.length; at += piece) {
      secrets.update(bytes, at, Math.min(piece, bytes.length - at));
    }
    return secrets.found().stream().map(Problem::line).collect(Collectors.joining("; "));
  }
}
