package dev.assay.check;

import dev.assay.aws.Resource;
import java.util.List;

/**
 * The verdict on one counted resource: as bad as the worst of its causes.
 *
 * @param causes everything that was looked at, in the order of the rule; never empty
 */
public record Finding(Resource resource, Status status, List<Cause> causes) {

  public Finding {
    causes = List.copyOf(causes);
  }

  /** A finding from its causes. */
  public static Finding of(Resource resource, List<Cause> causes) {
    Status worst = causes.get(0).status();
    for (Cause cause : causes) {
      worst = cause.status().compareTo(worst) < 0 ? cause.status() : worst;
    }
    return new Finding(resource, worst, causes);
  }

  public static Finding of(Resource resource, Cause... causes) {
    return of(resource, List.of(causes));
  }

  /** The causes that made the status what it is. */
  public List<Cause> deciding() {
    return causes.stream().filter(cause -> cause.status() == status).toList();
  }
}
