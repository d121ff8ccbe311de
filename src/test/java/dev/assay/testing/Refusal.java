package dev.assay.testing;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.assay.InputException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Input that is refused, on one line: {@code REJECTED: where: what; where: what}. */
public final class Refusal {

  private Refusal() {}

  /** What was said when this was refused; {@code none} when it was not. */
  public static String of(ThrowingCallable attempt) {
    InputException refused = catchThrowableOfType(InputException.class, attempt);
    return refused == null ? "none" : refused.kind() + ": " + refused.getMessage();
  }
}
