package dev.assay.snapshot;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The one line that every AWS CLI version prints when the service refuses: {@code An error occurred
 * (CODE) when calling the OPERATION operation: ...}.
 *
 * @param code AWS's error code, e.g. {@code NoSuchEntity}
 * @param operation the API's word, e.g. {@code GetAccountPasswordPolicy}
 */
public record AwsError(String code, String operation) {

  private static final Pattern LINE =
      Pattern.compile(
          "(?m)^[ \\t]*(?:aws: \\[ERROR\\]: )?An error occurred"
              + " \\(([A-Za-z0-9._:-]{1,100})\\) when calling the (\\w{1,100})");

  /** Codes by which AWS says that the caller may not ask. */
  private static final Set<String> DENIED =
      Set.of(
          "AccessDenied",
          "AccessDeniedException",
          "AccessDeniedFault",
          "AuthorizationError",
          "AuthorizationErrorException",
          "Client.UnauthorizedOperation",
          "MethodNotAllowed",
          "UnauthorizedAccess",
          "UnauthorizedException",
          "UnauthorizedOperation");

  /** Finds the error line in what the CLI printed; a page that quotes one is none. */
  public static Optional<AwsError> in(String text) {
    Matcher matcher = LINE.matcher(text);
    return !text.stripLeading().startsWith("<") && matcher.find()
        ? Optional.of(new AwsError(matcher.group(1), matcher.group(2)))
        : Optional.empty();
  }

  boolean denied() {
    return DENIED.contains(code);
  }
}
