package dev.assay.snapshot;

import dev.assay.Glob;
import dev.assay.InputException;
import dev.assay.Problem;
import dev.assay.text.Text;
import dev.assay.text.UnreadableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whose signatures are trusted: OpenSSH's {@code allowed_signers} file, without certificate
 * authorities.
 *
 * @param signers in the order of the file
 */
public record AllowedSigners(List<Signer> signers) {

  /**
   * One line.
   *
   * @param principals who, as the file says it: names or patterns with commas between them
   * @param namespaces patterns of what the key may sign; none for everything
   * @param after the key counts from then on; empty for always
   * @param before the key counts until then; empty for ever
   */
  record Signer(
      String principals,
      SshKey key,
      List<String> namespaces,
      Optional<Instant> after,
      Optional<Instant> before) {

    boolean maySign(String namespace) {
      boolean banned =
          namespaces.stream().anyMatch(p -> p.startsWith("!") && is(p.substring(1), namespace));
      return namespaces.isEmpty() || !banned && namespaces.stream().anyMatch(p -> is(p, namespace));
    }

    private static boolean is(String pattern, String namespace) {
      return Glob.matches(pattern, namespace, false);
    }
  }

  public AllowedSigners {
    signers = List.copyOf(signers);
  }

  private static final Pattern LINE =
      Pattern.compile(
          "(\"[^\"]+\"|[^\\s\"]+)\\s+(?:((?:[^\\s\"]|\"[^\"]*\")+)\\s+)??"
              + "([a-z][a-z0-9@.-]*)\\s+([A-Za-z0-9+/]+=*)(?:\\s.*)?");
  private static final Pattern OPTION = Pattern.compile("([A-Za-z-]+)(?:=\"([^\"]*)\")?(?:,|$)");
  private static final Pattern TIME = Pattern.compile("(\\d{8})(\\d{4})?(\\d{2})?Z");
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("uuuuMMddHHmmss", Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT);
  private static final int MIDNIGHT = 14;

  /**
   * Reads the file.
   *
   * @throws InputException with every line that cannot be used
   */
  public static AllowedSigners read(Path file) {
    try {
      return parse(file.getFileName().toString(), Text.decode(Files.readAllBytes(file)));
    } catch (UnreadableException e) {
      throw InputException.usage(file.toString(), e.getMessage(), "save it as UTF-8");
    } catch (IOException e) {
      throw InputException.usage("", "cannot read `" + file + "`", "check the path");
    }
  }

  static AllowedSigners parse(String name, String text) {
    List<Signer> signers = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    String[] lines = text.split("\\r?\\n", -1);
    for (int i = 0; i < lines.length; i++) {
      String line = lines[i].strip();
      if (!line.isEmpty() && !line.startsWith("#")) {
        line(name + " line " + (i + 1), line, problems).ifPresent(signers::add);
      }
    }
    if (signers.isEmpty() && problems.isEmpty()) {
      problems.add(new Problem(name, "names no signer", "write a line `NAME ssh-ed25519 KEY`"));
    }
    if (!problems.isEmpty()) {
      throw new InputException(InputException.Kind.USAGE, problems);
    }
    return new AllowedSigners(signers);
  }

  private static Optional<Signer> line(String where, String line, List<Problem> problems) {
    Matcher matcher = LINE.matcher(line);
    if (!matcher.matches()) {
      problems.add(
          new Problem(
              where,
              "is not a name and a key",
              "write `NAME [OPTIONS] ssh-ed25519 KEY`, as ssh-keygen(1) says under ALLOWED"
                  + " SIGNERS"));
      return Optional.empty();
    }
    int before = problems.size();
    List<String> namespaces = new ArrayList<>();
    List<Instant> after = new ArrayList<>();
    List<Instant> until = new ArrayList<>();
    String rest = matcher.group(2) == null ? "" : matcher.group(2);
    while (!rest.isEmpty()) {
      Matcher option = OPTION.matcher(rest);
      if (!option.lookingAt()) {
        problems.add(new Problem(where, "has the option `" + rest + "`", "write it NAME=\"...\""));
        break;
      }
      String value = option.group(2) == null ? "" : option.group(2);
      switch (option.group(1).toLowerCase(Locale.ROOT)) {
        case "namespaces" -> namespaces.addAll(List.of(value.split(",", -1)));
        case "valid-after" -> time(where, value, problems).ifPresent(after::add);
        case "valid-before" -> time(where, value, problems).ifPresent(until::add);
        case "cert-authority" ->
            problems.add(
                new Problem(
                    where,
                    "is of a certificate authority, and certificates are not understood",
                    "name each signer's own key"));
        default ->
            problems.add(
                new Problem(
                    where,
                    "has the unknown option `" + option.group(1) + "`",
                    "there are namespaces, valid-after and valid-before"));
      }
      rest = rest.substring(option.end());
    }
    Optional<SshKey> key = key(where, matcher.group(3), matcher.group(4), problems);
    return problems.size() > before
        ? Optional.empty()
        : Optional.of(
            new Signer(
                matcher.group(1).replace("\"", ""),
                key.orElseThrow(),
                List.copyOf(namespaces),
                after.stream().findFirst(),
                until.stream().findFirst()));
  }

  private static Optional<SshKey> key(
      String where, String type, String base64, List<Problem> problems) {
    try {
      SshKey key = SshKey.of(Base64.getDecoder().decode(base64));
      if (key.type().equals(type)) {
        if (key.isSupported()) {
          key.publicKey();
        }
        return Optional.of(key);
      }
    } catch (IllegalArgumentException | UnreadableException e) {
      // said below
    }
    problems.add(new Problem(where, "holds no `" + type + "` key", "copy the .pub file's line"));
    return Optional.empty();
  }

  /** OpenSSH takes a time without a Z for the reader's own zone, and another reader's differs. */
  private static Optional<Instant> time(String where, String text, List<Problem> problems) {
    Matcher matcher = TIME.matcher(text);
    if (matcher.matches()) {
      String digits = text.substring(0, text.length() - 1);
      try {
        return Optional.of(
            LocalDateTime.parse(digits + "0".repeat(MIDNIGHT - digits.length()), STAMP)
                .toInstant(ZoneOffset.UTC));
      } catch (DateTimeException e) {
        // said below
      }
    }
    problems.add(
        new Problem(
            where,
            "has the time `" + text + "`",
            "write it in UTC, as YYYYMMDDZ or YYYYMMDDHHMM[SS]Z"));
    return Optional.empty();
  }
}
