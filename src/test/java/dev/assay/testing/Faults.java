package dev.assay.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.assay.InputException;
import dev.assay.Problem;
import java.util.List;
import java.util.stream.Collectors;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Problems as text: {@code where: what -> help}, one a line. */
public final class Faults {

  private Faults() {}

  /** The problems of an input that the user has to cure, as exit code 2 says. */
  public static String usage(ThrowingCallable run) {
    InputException e = catchThrowableOfType(InputException.class, run);

    assertThat(e).isNotNull();
    assertThat(e.kind()).isEqualTo(InputException.Kind.USAGE);
    return lines(e.problems());
  }

  public static String lines(List<Problem> problems) {
    return problems.stream()
        .map(problem -> problem.line() + " -> " + problem.help() + "\n")
        .collect(Collectors.joining());
  }
}
