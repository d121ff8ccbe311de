package dev.assay.snapshot;

import dev.assay.aws.Evidence;
import dev.assay.aws.Request;
import dev.assay.aws.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/**
 * A list at the top of an answer that may be long. Each element becomes a record while the file is
 * read, so that the list is never in memory as JSON. Good for one answer.
 *
 * @param <T> what an element becomes
 */
final class Elements<T> {

  private final String key;
  private final Function<Json, T> convert;
  private Optional<List<T>> converted = Optional.empty();

  /**
   * @param key the member of the answer that holds the list
   * @param convert what makes a record of an element; it cannot ask for another answer
   */
  Elements(String key, Function<Json, T> convert) {
    this.key = key;
    this.convert = convert;
  }

  String key() {
    return key;
  }

  /**
   * What takes element after element.
   *
   * @param file the answer's
   */
  Consumer<JsonNode> taking(Request request, Source file) {
    Source list = file.member(key);
    return element -> {
      List<T> all = converted.orElseGet(ArrayList::new);
      converted = Optional.of(all);
      all.add(convert.apply(Json.element(request, list, all.size(), element)));
    };
  }

  /**
   * The records, once it is known that the answer can be relied on.
   *
   * @param answer without these elements
   */
  Evidence<List<T>> in(Json answer) {
    Json list = answer.need(key);
    return converted
        .<Evidence<List<T>>>map(all -> Evidence.present(all, list.source()))
        .orElseGet(() -> list.list(convert));
  }
}
