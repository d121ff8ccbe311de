package dev.assay.aws;

/**
 * One call as it was, or should have been, made.
 *
 * @param call which operation
 * @param parent the policy, bucket, ... that a looped call is about; empty for the others
 */
public record Request(Call call, String parent) {

  /** A call that is made once for the account. */
  public static Request of(Call call) {
    return new Request(call, call.parent());
  }

  /** The evidence file's path inside the snapshot. */
  public String path() {
    String base = "global/" + call.service() + "/" + call.operation();
    return (parent.isEmpty() ? base : base + "/" + parent) + ".json";
  }

  /** The command line that collects it, ready to paste. */
  public String command() {
    String arguments = call.arguments().isEmpty() ? "" : " " + call.arguments();
    return "aws " + call.service() + " " + call.operation() + arguments + " --output json";
  }
}
