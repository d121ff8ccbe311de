package dev.assay.aws;

import java.util.List;
import java.util.SortedMap;

/**
 * What was collected in one enabled region.
 *
 * @param subscriptions by the ARN of the topic: those that are listed, and those that alarms notify
 */
public record Region(
    String name,
    Resource resource,
    Evidence<List<ConfigRecorder>> recorders,
    Evidence<List<DeliveryChannel>> deliveryChannels,
    Evidence<List<KmsKey>> keys,
    Evidence<List<MetricFilter>> metricFilters,
    Evidence<Alarms> alarms,
    Evidence<List<Topic>> topics,
    SortedMap<String, Evidence<List<Subscription>>> subscriptions,
    Evidence<List<Vpc>> vpcs,
    Evidence<List<FlowLog>> flowLogs,
    Evidence<List<SecurityGroup>> securityGroups,
    Evidence<List<NetworkAcl>> networkAcls,
    Evidence<List<RouteTable>> routeTables,
    Evidence<List<Peering>> peerings,
    Evidence<List<Instance>> instances,
    Evidence<List<Analyzer>> analyzers) {

  /**
   * An AWS Config recorder and its status (AWS Config DescribeConfigurationRecorders,
   * DescribeConfigurationRecorderStatus), joined by name within the region.
   *
   * @param allSupported whether it records all types of resources; absent counts as no
   * @param globalTypes whether global types are among them; absent counts as no
   * @param lastStatus {@code SUCCESS}, {@code FAILURE}, {@code PENDING} in any case; absent when it
   *     never ran
   */
  public record ConfigRecorder(
      String name,
      Evidence<Boolean> allSupported,
      Evidence<Boolean> globalTypes,
      Evidence<Boolean> recording,
      Evidence<String> lastStatus) {}

  /** Where AWS Config writes to (DescribeDeliveryChannels). */
  public record DeliveryChannel(Evidence<String> bucket, Evidence<String> topic) {}

  /**
   * A KMS key (KMS ListKeys, DescribeKey, GetKeyRotationStatus).
   *
   * @param description absent when the key is gone since it was listed
   * @param rotation whether it is renewed every year
   */
  public record KmsKey(
      Resource resource, Evidence<KeyDescription> description, Evidence<Boolean> rotation) {}

  /**
   * What DescribeKey tells.
   *
   * @param manager {@code CUSTOMER} or {@code AWS}
   * @param spec {@code SYMMETRIC_DEFAULT}, {@code RSA_2048}, ...
   * @param state {@code Enabled}, {@code Disabled}, {@code PendingDeletion}, ...
   * @param origin {@code AWS_KMS}, {@code EXTERNAL}, {@code AWS_CLOUDHSM}, ...
   */
  public record KeyDescription(
      Evidence<String> manager,
      Evidence<String> spec,
      Evidence<String> state,
      Evidence<String> origin) {

    /** Whether its owner can have it renewed: else nobody asks for its rotation status. */
    public boolean rotatable() {
      return is(manager, "CUSTOMER")
          && is(spec, "SYMMETRIC_DEFAULT")
          && is(state, "Enabled")
          && is(origin, "AWS_KMS");
    }

    private static boolean is(Evidence<String> read, String wanted) {
      return read.fold(
          (text, source) -> text.equals(wanted), (code, source) -> false, gap -> false);
    }
  }

  /**
   * A metric filter (CloudWatch Logs DescribeMetricFilters).
   *
   * @param pattern the filter pattern's text
   * @param metric the metric it counts in: the first transformation, of which there is one at most
   * @param criteria a further condition on system fields; absent when there is none
   * @param transformed whether the pattern sees a transformed event; absent counts as no
   */
  public record MetricFilter(
      String name,
      Source source,
      Evidence<String> logGroup,
      Evidence<String> pattern,
      Evidence<Metric> metric,
      Evidence<String> criteria,
      Evidence<Boolean> transformed) {}

  /**
   * A metric as CloudWatch tells it apart.
   *
   * @param dimensions {@code name=value}, sorted; of a metric filter the names alone
   * @param value what a metric filter adds for an event; empty for an alarm's metric
   */
  public record Metric(String namespace, String name, List<String> dimensions, String value) {}

  /**
   * Alarms (CloudWatch DescribeAlarms).
   *
   * @param composites lost when the call asked for metric alarms only, as it does by default
   */
  public record Alarms(List<Alarm> metric, Evidence<List<CompositeAlarm>> composites) {}

  /**
   * A metric alarm.
   *
   * @param metric absent for an alarm on metric math
   * @param math the metrics that metric math uses
   * @param statistic {@code Sum}, {@code Average}, ...; absent for percentiles and metric math
   */
  public record Alarm(
      String name,
      String arn,
      Source source,
      Evidence<Boolean> actionsEnabled,
      Evidence<List<String>> actions,
      Evidence<Metric> metric,
      Evidence<List<Metric>> math,
      Evidence<String> statistic,
      Evidence<String> comparison) {}

  /**
   * An alarm on other alarms.
   *
   * @param rule an expression over {@code ALARM("name")}
   */
  public record CompositeAlarm(
      String name,
      Source source,
      Evidence<String> rule,
      Evidence<Boolean> actionsEnabled,
      Evidence<List<String>> actions) {}

  /** An SNS topic and its subscriptions (SNS ListTopics, ListSubscriptionsByTopic). */
  public record Topic(Resource resource, Evidence<List<Subscription>> subscriptions) {}

  /**
   * A subscription.
   *
   * @param arn its ARN, or a word like {@code PendingConfirmation} when it is not confirmed
   */
  public record Subscription(
      Evidence<String> arn, Evidence<String> protocol, Evidence<String> endpoint) {

    /** Whether somebody has confirmed it; one that cannot be read has not been seen to be. */
    public boolean isConfirmed() {
      return arn.stream().anyMatch(text -> text.startsWith("arn:"));
    }
  }

  /** A VPC (EC2 DescribeVpcs). */
  public record Vpc(String id, Resource resource, Evidence<String> owner) {}

  /**
   * A flow log (EC2 DescribeFlowLogs).
   *
   * @param on the VPC, subnet or interface that it watches
   * @param status {@code ACTIVE} when it works
   * @param traffic {@code ALL}, {@code ACCEPT} or {@code REJECT}
   */
  public record FlowLog(
      Evidence<String> on, Evidence<String> status, Evidence<String> traffic, Source source) {}

  /** A security group (EC2 DescribeSecurityGroups). */
  public record SecurityGroup(
      Resource resource,
      Evidence<String> name,
      Evidence<List<Permission>> ingress,
      Evidence<List<Permission>> egress) {}

  /**
   * A rule of a security group.
   *
   * @param protocol {@code tcp}, {@code udp}, {@code icmp}, a number, or {@code -1} for all
   * @param from first port; absent for all protocols. For ICMP a type number, not a port
   * @param to last port
   * @param ipv4 CIDR blocks
   * @param ipv6 CIDR blocks
   * @param prefixLists the CIDR blocks of each prefix list, of either family
   */
  public record Permission(
      Source source,
      Evidence<String> protocol,
      Evidence<Integer> from,
      Evidence<Integer> to,
      Evidence<List<String>> ipv4,
      Evidence<List<String>> ipv6,
      Evidence<List<PrefixList>> prefixLists) {}

  /** A prefix list that a rule or route refers to (EC2 GetManagedPrefixListEntries). */
  public record PrefixList(String id, Evidence<List<String>> entries) {}

  /** A network ACL (EC2 DescribeNetworkAcls). */
  public record NetworkAcl(Resource resource, Evidence<List<AclEntry>> entries) {}

  /**
   * An entry of a network ACL; the lowest matching number decides.
   *
   * @param protocol {@code -1} for all, {@code 6} for TCP, {@code 17} for UDP
   * @param action {@code allow} or {@code deny}
   * @param ipv4 the CIDR block; absent when it is about IPv6
   * @param ipv6 the CIDR block; absent when it is about IPv4
   * @param from first port; absent for all ports
   * @param to last port
   */
  public record AclEntry(
      Source source,
      Evidence<Integer> number,
      Evidence<Boolean> egress,
      Evidence<String> protocol,
      Evidence<String> action,
      Evidence<String> ipv4,
      Evidence<String> ipv6,
      Evidence<Integer> from,
      Evidence<Integer> to) {}

  /** A route table (EC2 DescribeRouteTables). */
  public record RouteTable(
      String id, Resource resource, Evidence<String> vpc, Evidence<List<Route>> routes) {}

  /**
   * A route.
   *
   * @param destination CIDR block of either family, or the id of a prefix list
   * @param prefixList the list's CIDR blocks; absent for a plain destination
   * @param peering id of the peering connection it leads to; absent for every other target
   */
  public record Route(
      Source source,
      Evidence<String> destination,
      Evidence<List<String>> prefixList,
      Evidence<String> peering) {}

  /** A VPC peering connection (EC2 DescribeVpcPeeringConnections). */
  public record Peering(Evidence<String> id, Side requester, Side accepter) {}

  /** One of the two VPCs of a peering connection. */
  public record Side(Evidence<String> vpc, Evidence<List<String>> cidrs) {}

  /**
   * An instance (EC2 DescribeInstances).
   *
   * @param state {@code running}, {@code stopped}, ...
   * @param profile ARN of its instance profile; absent when it has none
   */
  public record Instance(Resource resource, Evidence<String> state, Evidence<String> profile) {}

  /**
   * An IAM Access Analyzer (ListAnalyzers).
   *
   * @param arn absent where an answer was shortened to what is judged
   * @param type {@code ACCOUNT} or {@code ORGANIZATION} for external access, else another kind
   * @param status {@code ACTIVE} when it works
   */
  public record Analyzer(Evidence<String> arn, Evidence<String> type, Evidence<String> status) {}
}
