package dev.assay.snapshot;

import dev.assay.aws.Evidence;
import dev.assay.policy.PolicyDocument;
import dev.assay.policy.PolicyDocument.Condition;
import dev.assay.policy.PolicyDocument.Effect;
import dev.assay.policy.PolicyDocument.Principal;
import dev.assay.policy.PolicyDocument.Statement;
import dev.assay.text.JsonText;
import dev.assay.text.Percent;
import dev.assay.text.UnreadableException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * Policy documents in every form that tools print: a decoded object, JSON inside a string, or
 * percent-encoded JSON inside a string (IAM API reference: documents are URL-encoded per RFC 3986).
 */
final class PolicyReader {

  private static final Map<String, Effect> EFFECTS =
      Map.of("Allow", Effect.ALLOW, "Deny", Effect.DENY);

  /**
   * What a statement may hold (IAM user guide, "Grammar of the IAM JSON policy language"). One with
   * anything else is not guessed at: with a misspelt condition, a Deny would deny more than it
   * does.
   */
  private static final Set<String> MEMBERS =
      Set.of(
          "Sid",
          "Effect",
          "Principal",
          "NotPrincipal",
          "Action",
          "NotAction",
          "Resource",
          "NotResource",
          "Condition");

  private PolicyReader() {}

  /** The document at this place. */
  static Evidence<PolicyDocument> read(Json place) {
    return read(place, true);
  }

  /** A role's trust policy: it is about the role, and names no resource. */
  static Evidence<PolicyDocument> trust(Json place) {
    return read(place, false);
  }

  private static Evidence<PolicyDocument> read(Json place, boolean about) {
    JsonNode node = place.node();
    if (node == null) {
      return place.gone();
    }
    try {
      if (node.isString()) {
        // A pointer cannot reach into a string, so statements are placed at the string itself.
        return Evidence.present(document(decode(node.stringValue()), false, about), place.source());
      }
      return Evidence.present(document(node, true, about), place.source());
    } catch (UnreadableException e) {
      return place.lost("is no policy document: " + e.getMessage());
    }
  }

  private static JsonNode decode(String text) throws UnreadableException {
    return JsonText.parse(text.stripLeading().startsWith("{") ? text : Percent.decode(text));
  }

  private static PolicyDocument document(JsonNode node, boolean pointers, boolean about)
      throws UnreadableException {
    JsonNode statements = node.isObject() ? node.get("Statement") : null;
    if (statements == null) {
      throw new UnreadableException("it has no `Statement`");
    }
    List<Statement> all = new ArrayList<>();
    if (statements.isObject()) {
      all.add(statement(statements, pointers ? "/Statement" : "", about));
    } else if (statements.isArray()) {
      for (int i = 0; i < statements.size(); i++) {
        all.add(statement(statements.get(i), pointers ? ("/Statement/" + i).intern() : "", about));
      }
    } else {
      throw new UnreadableException("`Statement` is neither a list nor an object");
    }
    return new PolicyDocument(all);
  }

  private static Statement statement(JsonNode node, String pointer, boolean about)
      throws UnreadableException {
    for (String name : node.propertyNames()) {
      if (!MEMBERS.contains(name)) {
        throw new UnreadableException("a statement has `" + name + "`, which is no part of one");
      }
    }
    JsonNode effect = node.get("Effect");
    if (effect == null || !effect.isString() || !EFFECTS.containsKey(effect.stringValue())) {
      throw new UnreadableException("a statement's `Effect` is neither Allow nor Deny");
    }
    List<String> actions = actions(node, "Action");
    List<String> notActions = actions(node, "NotAction");
    oneOf(node, "Action", "NotAction");
    if (about) {
      oneOf(node, "Resource", "NotResource");
    }
    return new Statement(
        pointer,
        EFFECTS.get(effect.stringValue()),
        actions,
        notActions,
        texts(node, "Resource"),
        texts(node, "NotResource"),
        principals(node),
        node.has("NotPrincipal"),
        conditions(node));
  }

  private static void oneOf(JsonNode statement, String key, String notKey)
      throws UnreadableException {
    JsonNode one = statement.get(statement.has(key) ? key : notKey);
    if (statement.has(key) == statement.has(notKey) || one.isArray() && one.isEmpty()) {
      throw new UnreadableException("a statement needs one of `" + key + "` and `" + notKey + "`");
    }
  }

  private static List<Principal> principals(JsonNode statement) throws UnreadableException {
    String key = statement.has("NotPrincipal") ? "NotPrincipal" : "Principal";
    JsonNode node = statement.get(key);
    if (node == null || !node.isObject()) {
      return texts(statement, key).stream().map(id -> new Principal(id, id)).toList();
    }
    List<Principal> all = new ArrayList<>();
    for (String kind : node.propertyNames()) {
      texts(node, kind).forEach(id -> all.add(new Principal(kind, id)));
    }
    return all;
  }

  private static List<Condition> conditions(JsonNode statement) throws UnreadableException {
    JsonNode block = statement.get("Condition");
    if (block == null) {
      return List.of();
    }
    if (!block.isObject()) {
      throw new UnreadableException("`Condition` is not an object");
    }
    List<Condition> all = new ArrayList<>();
    for (String operator : block.propertyNames()) {
      JsonNode keys = block.get(operator);
      if (!keys.isObject()) {
        throw new UnreadableException("a condition operator holds no keys");
      }
      for (String key : keys.propertyNames()) {
        all.add(new Condition(operator, key, values(keys.get(key))));
      }
    }
    return all;
  }

  /** Condition values may be bare numbers and booleans. */
  private static List<String> values(JsonNode node) throws UnreadableException {
    List<String> values = new ArrayList<>();
    for (JsonNode item : node.isArray() ? node : List.of(node)) {
      if (!item.isValueNode()) {
        throw new UnreadableException("a condition's value is neither text nor a list of texts");
      }
      values.add(item.asString());
    }
    return values;
  }

  /** There are few actions, and in a large account each stands in thousands of documents. */
  private static List<String> actions(JsonNode statement, String key) throws UnreadableException {
    return texts(statement, key).stream().map(String::intern).toList();
  }

  private static List<String> texts(JsonNode statement, String key) throws UnreadableException {
    JsonNode node = statement.get(key);
    if (node == null) {
      return List.of();
    }
    if (node.isString()) {
      return List.of(node.stringValue());
    }
    List<String> texts = new ArrayList<>();
    for (JsonNode item : node.isArray() ? node : List.of(statement)) {
      if (!item.isString()) {
        throw new UnreadableException("`" + key + "` is neither text nor a list of texts");
      }
      texts.add(item.stringValue());
    }
    return texts;
  }
}
