package dev.assay.check;

import java.lang.ref.SoftReference;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The latest answers to questions that many accounts ask alike, such as what a metric filter sees
 * or a policy of AWS grants: dear to work out, and the same wherever they come from. It changes how
 * long an answer takes, never the answer. Threads may share it; when memory is short, it forgets.
 */
final class Memo {

  private static final int MOST = 500;

  private SoftReference<Map<Object, Object>> answers = new SoftReference<>(null);

  /**
   * An answer that depends on nothing but the question.
   *
   * @param question a value of a type that only this kind of question has
   */
  @SuppressWarnings("unchecked")
  <T> T once(Object question, Supplier<T> answer) {
    Map<Object, Object> known = known();
    Object before = known.get(question);
    if (before != null) {
      return (T) before;
    }
    T now = answer.get();
    Object meanwhile = known.putIfAbsent(question, now); // all shall get the same object
    return meanwhile == null ? now : (T) meanwhile;
  }

  private synchronized Map<Object, Object> known() {
    Map<Object, Object> known = answers.get();
    if (known == null) {
      known = Collections.synchronizedMap(new Latest());
      answers = new SoftReference<>(known);
    }
    return known;
  }

  /** Drops what was asked for longest ago. */
  private static final class Latest extends LinkedHashMap<Object, Object> {
    private static final long serialVersionUID = 1;

    Latest() {
      super(16, 0.75f, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<Object, Object> eldest) {
      return size() > MOST;
    }
  }
}
