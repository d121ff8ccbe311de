package dev.assay.check;

import static java.util.stream.Collectors.joining;

import dev.assay.testing.Given;
import java.util.Arrays;

/** Regional answers of the AWS CLI, as short as they can be. */
final class Regions {

  static final String HOME = "us-east-1";
  static final String AWAY = "eu-west-1";
  static final String LISTING = "global/ec2/describe-regions.json";

  private Regions() {}

  /** A snapshot in which these regions are enabled and nothing else was collected. */
  static Given enabled(String... names) {
    String regions =
        Arrays.stream(names)
            .map("{'RegionName': '%s', 'OptInStatus': 'opt-in-not-required'}"::formatted)
            .collect(joining(", "));
    return Given.snapshot().with(LISTING, "{'Regions': [" + regions + "]}");
  }

  /** A snapshot whose one region answered one call, e.g. {@code ec2/describe-vpcs}. */
  static Given home(String call, String answer) {
    return enabled(HOME).with(in(HOME, call), answer);
  }

  /** The evidence file of a call. */
  static String in(String region, String call) {
    return "regions/" + region + "/" + call + ".json";
  }

  /** The file that takes its place when the call failed. */
  static String err(String path) {
    return path.substring(0, path.length() - ".json".length()) + ".err";
  }

  /** What the CLI prints then. */
  static String error(String code, String operation) {
    return "An error occurred (%s) when calling the %s operation: no\n".formatted(code, operation);
  }

  /** The same snapshot with a call refused. */
  static Given denied(Given snapshot, String path) {
    return snapshot.without(path).with(err(path), error("AccessDenied", "Some"));
  }

  /**
   * A listing of one security group, {@code sg-1}. Its rules are written {@code tcp 22..22
   * 10.0.0.0/8 ::/0 pl-1 sg-2}, with {@code -} for no ports, and separated by commas.
   */
  static String group(String name, String ingress, String egress) {
    return """
        {'SecurityGroups': [{'GroupId': 'sg-1', 'GroupName': '%s', 'VpcId': 'vpc-1',
          'OwnerId': '111122223333', 'IpPermissions': [%s], 'IpPermissionsEgress': [%s]}]}
        """
        .formatted(name, rules(ingress), rules(egress));
  }

  private static String rules(String all) {
    return all.isBlank()
        ? ""
        : Arrays.stream(all.split(",")).map(Regions::rule).collect(joining(", "));
  }

  private static String rule(String text) {
    String[] words = text.strip().split(" +");
    return """
        {'IpProtocol': '%s', %s'IpRanges': [%s], 'Ipv6Ranges': [%s], 'PrefixListIds': [%s],
          'UserIdGroupPairs': [%s]}
        """
        .formatted(
            words[0],
            ports(words[1], "'FromPort': %s, 'ToPort': %s, "),
            each(words, "[0-9.]+/.*", "{'CidrIp': '%s'}"),
            each(words, ".*:.*", "{'CidrIpv6': '%s'}"),
            each(words, "pl-.*", "{'PrefixListId': '%s'}"),
            each(words, "sg-.*", "{'GroupId': '%s'}"));
  }

  /** The two ends of a range like {@code 22..25} in a template; nothing for {@code -}. */
  static String ports(String range, String template) {
    return range.equals("-") ? "" : template.formatted((Object[]) range.split("\\.\\."));
  }

  private static String each(String[] words, String pattern, String template) {
    return Arrays.stream(words)
        .skip(2)
        .filter(word -> word.matches(pattern))
        .map(template::formatted)
        .collect(joining(", "));
  }
}
