package dev.assay.snapshot;

import dev.assay.aws.Call;
import dev.assay.aws.Evidence;
import dev.assay.aws.Region;
import dev.assay.aws.Region.AclEntry;
import dev.assay.aws.Region.Alarm;
import dev.assay.aws.Region.Alarms;
import dev.assay.aws.Region.Analyzer;
import dev.assay.aws.Region.CompositeAlarm;
import dev.assay.aws.Region.ConfigRecorder;
import dev.assay.aws.Region.DeliveryChannel;
import dev.assay.aws.Region.FlowLog;
import dev.assay.aws.Region.Instance;
import dev.assay.aws.Region.KeyDescription;
import dev.assay.aws.Region.KmsKey;
import dev.assay.aws.Region.Metric;
import dev.assay.aws.Region.MetricFilter;
import dev.assay.aws.Region.NetworkAcl;
import dev.assay.aws.Region.Peering;
import dev.assay.aws.Region.Permission;
import dev.assay.aws.Region.PrefixList;
import dev.assay.aws.Region.Route;
import dev.assay.aws.Region.RouteTable;
import dev.assay.aws.Region.SecurityGroup;
import dev.assay.aws.Region.Side;
import dev.assay.aws.Region.Subscription;
import dev.assay.aws.Region.Topic;
import dev.assay.aws.Region.Vpc;
import dev.assay.aws.Request;
import dev.assay.aws.Resource;
import dev.assay.aws.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * One region's answers as records (API references of AWS Config, KMS, SNS, EC2, Access Analyzer).
 */
final class RegionReader {

  private final Calls calls;
  private final Owned owned;
  private final String region;

  RegionReader(Calls calls, Owned owned, String region) {
    this.calls = calls;
    this.owned = owned;
    this.region = region;
  }

  Region read() {
    Evidence<Alarms> alarms = alarms();
    Evidence<List<Topic>> topics = parents(Call.LIST_TOPICS, "Topics", this::topic);
    return new Region(
        region,
        new Resource("region", region),
        recorders(),
        list(
            Call.DESCRIBE_DELIVERY_CHANNELS,
            "DeliveryChannels",
            c -> new DeliveryChannel(c.need("s3BucketName").text(), c.at("snsTopicARN").text())),
        parents(Call.LIST_KEYS, "Keys", this::key),
        list(Call.DESCRIBE_METRIC_FILTERS, "metricFilters", RegionReader::metricFilter),
        alarms,
        topics,
        subscriptions(alarms, topics),
        list(Call.DESCRIBE_VPCS, "Vpcs", this::vpc),
        list(
            Call.DESCRIBE_FLOW_LOGS,
            "FlowLogs",
            f ->
                new FlowLog(
                    f.need("ResourceId").text(),
                    f.need("FlowLogStatus").text(),
                    f.at("TrafficType").text(),
                    f.source())),
        securityGroups(),
        list(Call.DESCRIBE_NETWORK_ACLS, "NetworkAcls", this::networkAcl),
        parents(Call.DESCRIBE_ROUTE_TABLES, "RouteTables", this::routeTable),
        list(Call.DESCRIBE_VPC_PEERING_CONNECTIONS, "VpcPeeringConnections", RegionReader::peering),
        instances(),
        list(
            Call.LIST_ANALYZERS,
            "analyzers",
            a -> new Analyzer(a.at("arn").text(), a.need("type").text(), a.need("status").text())));
  }

  /** A list whose elements ask for no other answer. */
  private <T> Evidence<List<T>> list(Call call, String key, Function<Json, T> convert) {
    return calls.list(Request.in(call, region), key, convert);
  }

  /** A list for each of whose elements there are further answers. */
  private <T> Evidence<List<T>> parents(Call call, String key, Function<Json, T> convert) {
    return calls.answer(Request.in(call, region)).then(answer -> answer.need(key).list(convert));
  }

  /** A recorder's status stands in another answer; within a region its name joins the two. */
  private Evidence<List<ConfigRecorder>> recorders() {
    Evidence<List<Json>> statuses =
        list(
            Call.DESCRIBE_CONFIGURATION_RECORDER_STATUS,
            "ConfigurationRecordersStatus",
            Function.identity());
    return list(
        Call.DESCRIBE_CONFIGURATION_RECORDERS,
        "ConfigurationRecorders",
        recorder -> {
          String name = recorder.need("name").label();
          Json group = recorder.at("recordingGroup");
          Evidence<Json> status = statuses.then(all -> named(name, all, recorder));
          return new ConfigRecorder(
              name,
              group.at("allSupported").flag(),
              group.at("includeGlobalResourceTypes").flag(),
              status.then(s -> s.need("recording").flag()),
              status.then(s -> s.at("lastStatus").text()));
        });
  }

  private static Evidence<Json> named(String name, List<Json> statuses, Json recorder) {
    for (Json status : statuses) {
      if (status.need("name").label().equals(name)) {
        return Evidence.present(status, status.source());
      }
    }
    return recorder.lost("has no status of its name");
  }

  private KmsKey key(Json key) {
    String id = key.need("KeyId").label();
    Evidence<KeyDescription> description =
        calls
            .answer(Request.about(Call.DESCRIBE_KEY, region, id, id))
            .then(answer -> answer.need("KeyMetadata").about("KeyId", id))
            .map(RegionReader::description);
    return new KmsKey(
        new Resource("key", key.need("KeyArn").label()),
        description,
        description.then(
            read ->
                read.rotatable()
                    ? calls
                        .answer(Request.about(Call.GET_KEY_ROTATION_STATUS, region, id, id))
                        .then(answer -> answer.need("KeyRotationEnabled").flag())
                    : Evidence.absent(Json.NOT_SET, key.source())));
  }

  private static KeyDescription description(Json data) {
    Json spec =
        data.at("KeySpec").isThere() ? data.at("KeySpec") : data.need("CustomerMasterKeySpec");
    return new KeyDescription(
        data.need("KeyManager").text(),
        spec.text(),
        data.need("KeyState").text(),
        data.need("Origin").text());
  }

  private Topic topic(Json topic) {
    String arn = topic.need("TopicArn").label();
    return new Topic(new Resource("topic", arn), subscriptions(arn));
  }

  private Evidence<List<Subscription>> subscriptions(String topicArn) {
    return calls
        .answer(owned.about(Call.LIST_SUBSCRIPTIONS_BY_TOPIC, region, topicArn))
        .then(
            answer ->
                answer
                    .need("Subscriptions")
                    .each(s -> s.about("TopicArn", topicArn).map(RegionReader::subscription)));
  }

  private static Subscription subscription(Json subscription) {
    return new Subscription(
        subscription.need("SubscriptionArn").text(),
        subscription.at("Protocol").text(),
        subscription.at("Endpoint").text());
  }

  private SortedMap<String, Evidence<List<Subscription>>> subscriptions(
      Evidence<Alarms> alarms, Evidence<List<Topic>> topics) {
    SortedMap<String, Evidence<List<Subscription>>> byTopic = new TreeMap<>();
    topics.map(list -> keep(list, byTopic));
    alarms.map(
        all -> {
          all.metric().forEach(alarm -> notified(alarm.actions(), byTopic));
          return all.composites()
              .map(
                  list -> {
                    list.forEach(alarm -> notified(alarm.actions(), byTopic));
                    return true;
                  });
        });
    return byTopic;
  }

  private static boolean keep(
      List<Topic> topics, SortedMap<String, Evidence<List<Subscription>>> byTopic) {
    topics.forEach(topic -> byTopic.put(topic.resource().id(), topic.subscriptions()));
    return true;
  }

  private void notified(
      Evidence<List<String>> actions, SortedMap<String, Evidence<List<Subscription>>> byTopic) {
    actions.map(
        arns -> {
          arns.stream()
              .filter(arn -> arn.contains(":sns:"))
              .forEach(arn -> byTopic.computeIfAbsent(arn, this::subscriptions));
          return true;
        });
  }

  private static MetricFilter metricFilter(Json filter) {
    return new MetricFilter(
        filter.need("filterName").label(),
        filter.source(),
        filter.need("logGroupName").text(),
        filter.need("filterPattern").text(),
        filter.need("metricTransformations").list().then(list -> first(filter, list)),
        filter.at("fieldSelectionCriteria").text(),
        filter.at("applyOnTransformedLogs").flag());
  }

  private static Evidence<Metric> first(Json filter, List<Json> transformations) {
    if (transformations.isEmpty()) {
      return Evidence.absent(Json.NOT_SET, filter.source());
    }
    Json one = transformations.get(0);
    return one.need("metricNamespace")
        .text()
        .then(
            namespace ->
                one.need("metricName")
                    .text()
                    .map(
                        name ->
                            new Metric(
                                namespace,
                                name,
                                one.at("dimensions").names().stream().sorted().toList(),
                                one.at("metricValue").label())));
  }

  private Evidence<Alarms> alarms() {
    Elements<Alarm> metric = new Elements<>("MetricAlarms", this::alarm);
    Elements<CompositeAlarm> composite =
        new Elements<>(
            "CompositeAlarms",
            alarm ->
                new CompositeAlarm(
                    alarm.need("AlarmName").label(),
                    alarm.source(),
                    alarm.need("AlarmRule").text(),
                    alarm.need("ActionsEnabled").flag(),
                    alarm.need("AlarmActions").texts()));
    return calls
        .answer(Request.in(Call.DESCRIBE_ALARMS, region), metric, composite)
        .then(answer -> metric.in(answer).map(list -> new Alarms(list, composite.in(answer))));
  }

  private Alarm alarm(Json alarm) {
    Evidence<List<Metric>> math =
        alarm
            .at("Metrics")
            .list()
            .then(
                queries -> {
                  List<Metric> metrics = new ArrayList<>();
                  for (Json query : queries) {
                    Json metric = query.at("MetricStat").at("Metric");
                    Evidence<Metric> one =
                        metric.isThere()
                            ? metric(metric)
                            : Evidence.absent(Json.NOT_SET, query.source());
                    if (one.isLost()) {
                      return one.map(List::of);
                    }
                    one.map(metrics::add);
                  }
                  return Evidence.present(metrics, alarm.source());
                });
    return new Alarm(
        alarm.need("AlarmName").label(),
        alarm.need("AlarmArn").label(),
        alarm.source(),
        alarm.need("ActionsEnabled").flag(),
        alarm.need("AlarmActions").texts(),
        alarm.at("MetricName").isThere()
            ? metric(alarm)
            : Evidence.absent(Json.NOT_SET, alarm.source()),
        math.orIfAbsent(Evidence.present(List.of(), alarm.source())),
        alarm.at("Statistic").text(),
        alarm.at("ComparisonOperator").text());
  }

  private static Evidence<Metric> metric(Json metric) {
    Json dimensions = metric.at("Dimensions");
    Evidence<List<String>> pairs =
        dimensions
            .list(d -> d.need("Name").label() + "=" + d.need("Value").label())
            .orIfAbsent(Evidence.present(List.of(), metric.source()));
    return metric
        .need("Namespace")
        .text()
        .then(
            namespace ->
                metric
                    .need("MetricName")
                    .text()
                    .then(
                        name ->
                            pairs.map(
                                list ->
                                    new Metric(
                                        namespace, name, list.stream().sorted().toList(), ""))));
  }

  private Vpc vpc(Json vpc) {
    String id = vpc.need("VpcId").label();
    return new Vpc(
        id,
        owned.resource("vpc", "ec2", region, "vpc/" + id),
        vpc.need("VpcId").text().then(known -> vpc.need("OwnerId").text()));
  }

  private Evidence<List<SecurityGroup>> securityGroups() {
    return list(Call.DESCRIBE_SECURITY_GROUPS, "SecurityGroups", this::securityGroup)
        .map(groups -> groups.stream().map(this::resolved).toList());
  }

  private SecurityGroup securityGroup(Json group) {
    String id = group.need("GroupId").label();
    Evidence<String> name = group.need("GroupName").text();
    String known = name.fold((value, source) -> value, (code, source) -> "", gap -> "");
    return new SecurityGroup(
        owned.resource("security-group", "ec2", region, "security-group/" + id, known),
        name,
        group.need("IpPermissions").list(RegionReader::permission),
        group.need("IpPermissionsEgress").list(RegionReader::permission));
  }

  private static Permission permission(Json rule) {
    Json prefixLists = rule.need("PrefixListIds");
    return new Permission(
        rule.source(),
        rule.need("IpProtocol").text(),
        rule.at("FromPort").port(),
        rule.at("ToPort").port(),
        texts(rule.need("IpRanges"), "CidrIp"),
        texts(rule.need("Ipv6Ranges"), "CidrIpv6"),
        texts(prefixLists, "PrefixListId").map(ids -> unresolved(ids, prefixLists.source())));
  }

  private static List<PrefixList> unresolved(List<String> ids, Source source) {
    Evidence<List<String>> unasked = Evidence.absent(Json.NOT_SET, source);
    return ids.stream().map(id -> new PrefixList(id, unasked)).toList();
  }

  /** One text of each element; a list that may be left out is then empty. */
  private static Evidence<List<String>> texts(Json list, String key) {
    return list.texts(key).orIfAbsent(Evidence.present(List.of(), list.source()));
  }

  /** Whom a group may reach is counted, not resolved: nobody asks for those lists. */
  private SecurityGroup resolved(SecurityGroup group) {
    return new SecurityGroup(
        group.resource(),
        group.name(),
        group.ingress().map(rules -> rules.stream().map(this::resolved).toList()),
        group.egress());
  }

  private Permission resolved(Permission rule) {
    boolean plain =
        rule.prefixLists()
            .fold((lists, source) -> lists.isEmpty(), (code, source) -> true, gap -> true);
    return plain
        ? rule
        : new Permission(
            rule.source(),
            rule.protocol(),
            rule.from(),
            rule.to(),
            rule.ipv4(),
            rule.ipv6(),
            rule.prefixLists()
                .map(
                    lists ->
                        lists.stream()
                            .map(list -> new PrefixList(list.id(), entries(list.id())))
                            .toList()));
  }

  private Evidence<List<String>> entries(String id) {
    return calls
        .answer(Request.about(Call.GET_MANAGED_PREFIX_LIST_ENTRIES, region, id, id))
        .then(answer -> texts(answer.need("Entries"), "Cidr"));
  }

  private NetworkAcl networkAcl(Json acl) {
    String id = acl.need("NetworkAclId").label();
    return new NetworkAcl(
        owned.resource("network-acl", "ec2", region, "network-acl/" + id),
        acl.need("Entries")
            .list(
                e ->
                    new AclEntry(
                        e.source(),
                        e.need("RuleNumber").whole(),
                        e.need("Egress").flag(),
                        e.need("Protocol").text(),
                        e.need("RuleAction").text(),
                        e.at("CidrBlock").text(),
                        e.at("Ipv6CidrBlock").text(),
                        e.at("PortRange").at("From").port(),
                        e.at("PortRange").at("To").port())));
  }

  private RouteTable routeTable(Json table) {
    String id = table.need("RouteTableId").label();
    return new RouteTable(
        id,
        owned.resource("route-table", "ec2", region, "route-table/" + id),
        table.need("VpcId").text(),
        table.need("Routes").list(this::route));
  }

  private Route route(Json route) {
    Evidence<String> list = route.at("DestinationPrefixListId").text();
    Evidence<String> peering =
        route.at("VpcPeeringConnectionId").text().orIfAbsent(peeringGateway(route.at("GatewayId")));
    // Only where a peering connection is the target do the addresses matter.
    boolean plain = peering instanceof Evidence.Absent<String>;
    return new Route(
        route.source(),
        route
            .at("DestinationCidrBlock")
            .text()
            .orIfAbsent(route.at("DestinationIpv6CidrBlock").text())
            .orIfAbsent(list),
        plain ? Evidence.absent(Json.NOT_SET, route.source()) : list.then(this::entries),
        peering);
  }

  /** Answers of old tools name a peering connection as a gateway. */
  private static Evidence<String> peeringGateway(Json gateway) {
    return gateway
        .text()
        .then(
            id ->
                id.startsWith("pcx-")
                    ? Evidence.present(id, gateway.source())
                    : Evidence.absent(Json.NOT_SET, gateway.source()));
  }

  private static Peering peering(Json peering) {
    return new Peering(
        peering.need("VpcPeeringConnectionId").text(),
        side(peering.need("RequesterVpcInfo")),
        side(peering.need("AccepterVpcInfo")));
  }

  private static Side side(Json info) {
    Evidence<List<String>> one = info.at("CidrBlock").text().map(List::of);
    Evidence<List<String>> ipv4 = texts(info.at("CidrBlockSet"), "CidrBlock");
    Evidence<List<String>> ipv6 = texts(info.at("Ipv6CidrBlockSet"), "Ipv6CidrBlock");
    return new Side(
        info.need("VpcId").text(),
        one.orIfAbsent(Evidence.present(List.of(), info.source()))
            .then(
                a ->
                    ipv4.then(
                        b -> ipv6.then(c -> Evidence.present(joined(a, b, c), info.source())))));
  }

  private static List<String> joined(List<String> one, List<String> ipv4, List<String> ipv6) {
    return Stream.of(one, ipv4, ipv6).flatMap(List::stream).distinct().toList();
  }

  private Evidence<List<Instance>> instances() {
    return list(
            Call.DESCRIBE_INSTANCES,
            "Reservations",
            reservation -> reservation.need("Instances").list(this::instance))
        .then(
            all -> {
              List<Instance> instances = new ArrayList<>();
              for (Evidence<List<Instance>> some : all) {
                if (!(some instanceof Evidence.Present<List<Instance>> present)) {
                  return some;
                }
                instances.addAll(present.value());
              }
              String file = Request.in(Call.DESCRIBE_INSTANCES, region).path();
              return Evidence.present(instances, Source.json(file, "/Reservations"));
            });
  }

  private Instance instance(Json instance) {
    String id = instance.need("InstanceId").label();
    Json profile = instance.at("IamInstanceProfile");
    return new Instance(
        owned.resource("instance", "ec2", region, "instance/" + id),
        instance.need("State").need("Name").text(),
        profile.isThere()
            ? profile.need("Arn").text()
            : Evidence.absent(Json.NOT_SET, profile.source()));
  }
}
