package dev.assay.snapshot;

import dev.assay.InputException;
import dev.assay.Problem;
import dev.assay.snapshot.AllowedSigners.Signer;
import dev.assay.text.UnreadableException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Who signed {@code SHA256SUMS}, as far as that is known. A signature that is wrong, weak or made
 * for something else has no such state: it makes the snapshot rejected.
 *
 * @param signer the principals of the signer's line; empty when no line has the key
 * @param key the key's fingerprint; empty when nothing is signed
 * @param note what the state alone does not say: a time, or a type of key
 */
public record Signing(State state, String signer, String key, String note) {

  /** What a signature is worth. */
  public enum State {
    /** There is none. */
    UNSIGNED,
    /** By a key that was trusted for snapshots when this one was taken. */
    TRUSTED,
    /** By a key that no line of the allowed signers has. */
    UNTRUSTED,
    /** By a key that may sign other things only. */
    OTHER_NAMESPACE,
    /** By a key that was not valid yet. */
    NOT_YET_VALID,
    /** By a key that was no longer valid. */
    EXPIRED,
    /** By a kind of key that is not understood, so nothing is known. */
    UNSUPPORTED
  }

  static final String NAMESPACE = "assay-snapshot";

  private static final Signing NONE = new Signing(State.UNSIGNED, "", "", "");

  /**
   * Judges a signature.
   *
   * @param file of the signature; empty when there is none
   * @param message what it should be of
   * @param taken the snapshot's own time
   * @throws InputException when the signature is none of this message
   */
  static Signing of(
      Optional<byte[]> file, byte[] message, Optional<AllowedSigners> allowed, Instant taken) {
    if (file.isEmpty()) {
      return NONE;
    }
    try {
      SshSignature signature = SshSignature.parse(file.get());
      if (!signature.namespace().equals(NAMESPACE)) {
        throw rejected(
            "is for `" + signature.namespace() + "`, not for `" + NAMESPACE + "`",
            "sign with `ssh-keygen -Y sign -n " + NAMESPACE + " -f KEY SHA256SUMS`");
      }
      if (!signature.key().isSupported()) {
        return new Signing(
            State.UNSUPPORTED, "", signature.key().fingerprint(), signature.key().type());
      }
      if (signature.isWeak()) {
        throw rejected(
            "is weak: it rests on SHA-1, or on an RSA key of less than 2048 bits",
            "sign with an ed25519 key");
      }
      if (!signature.isOf(message)) {
        throw rejected(
            "is not a signature of this " + Sums.FILE,
            "one of the two was changed: get the snapshot again from whoever signed it");
      }
      return trusted(
          signature.key(), allowed.map(AllowedSigners::signers).orElse(List.of()), taken);
    } catch (UnreadableException e) {
      throw rejected(e.getMessage(), "sign again, or get the snapshot again");
    }
  }

  private static InputException rejected(String what, String help) {
    return InputException.rejected(Sums.SIGNATURE, what, help);
  }

  /** By the first line that trusts the key; else by the first that has it. */
  private static Signing trusted(SshKey key, List<Signer> signers, Instant taken) {
    return signers.stream()
        .filter(signer -> signer.key().equals(key))
        .map(signer -> by(signer, taken))
        .reduce((one, other) -> one.isTrusted() ? one : other.isTrusted() ? other : one)
        .orElse(new Signing(State.UNTRUSTED, "", key.fingerprint(), ""));
  }

  private static Signing by(Signer signer, Instant taken) {
    String who = signer.principals();
    String key = signer.key().fingerprint();
    if (!signer.maySign(NAMESPACE)) {
      return new Signing(State.OTHER_NAMESPACE, who, key, "");
    }
    if (signer.after().isPresent() && taken.isBefore(signer.after().get())) {
      return new Signing(State.NOT_YET_VALID, who, key, signer.after().get().toString());
    }
    if (signer.before().isPresent() && taken.isAfter(signer.before().get())) {
      return new Signing(State.EXPIRED, who, key, signer.before().get().toString());
    }
    return new Signing(State.TRUSTED, who, key, "");
  }

  public boolean isTrusted() {
    return state == State.TRUSTED;
  }

  /** For people, lower case: {@code signed by ana@example.org with SHA256:...}. */
  public String line() {
    String signed = "signed by " + signer + " with " + key;
    return switch (state) {
      case UNSIGNED -> "not signed";
      case TRUSTED -> signed;
      case UNTRUSTED -> "signed with " + key + ", a key that nobody vouches for";
      case OTHER_NAMESPACE -> signed + ", a key that may not sign for " + NAMESPACE;
      case NOT_YET_VALID -> signed + ", a key that was valid only from " + note;
      case EXPIRED -> signed + ", a key that was valid only until " + note;
      case UNSUPPORTED -> "signed with a key of type " + note + ", which is not understood";
    };
  }

  /** What would make it trusted. */
  private String help() {
    return switch (state) {
      case UNSIGNED ->
          "have it signed with `ssh-keygen -Y sign -n " + NAMESPACE + " -f KEY SHA256SUMS`";
      case TRUSTED -> "";
      case UNTRUSTED -> "ask the signer for the key, and name it in the file of --allowed-signers";
      case OTHER_NAMESPACE -> "add " + NAMESPACE + " to the namespaces of the signer's line";
      case NOT_YET_VALID, EXPIRED ->
          "the snapshot's own time counts; have it signed by a key that was valid then";
      case UNSUPPORTED -> "sign with an ed25519, ECDSA P-256 or RSA key";
    };
  }

  /** What keeps it from being trusted. */
  Problem problem() {
    String file = state == State.UNSIGNED ? Sums.FILE : Sums.SIGNATURE;
    return new Problem(file, "is " + line(), help());
  }
}
