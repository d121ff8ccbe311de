package dev.assay.filter;

import dk.brics.automaton.Automaton;
import dk.brics.automaton.BasicAutomata;
import dk.brics.automaton.BasicOperations;
import dk.brics.automaton.RegExp;
import dk.brics.automaton.State;
import dk.brics.automaton.Transition;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A set of texts. Most are a few words, or all but a few words; an automaton is only needed where a
 * pattern has wildcards. Immutable.
 */
sealed interface Texts {

  Texts NONE = new Words(Set.of());
  Texts ANY = new AllBut(Language.ANY, Set.of());
  Texts NOT_EMPTY = new AllBut(Language.ANY, Set.of(""));

  /** These and no others. */
  record Words(Set<String> words) implements Texts {

    @Override
    public boolean has(String text) {
      return words.contains(text);
    }

    @Override
    public boolean isEmpty() {
      return words.isEmpty();
    }

    @Override
    public Texts complement() {
      return new AllBut(Language.ANY, words);
    }
  }

  /** What a language has, but for some words. */
  record AllBut(Language language, Set<String> words) implements Texts {

    @Override
    public boolean has(String text) {
      return !words.contains(text) && language.accepts(text);
    }

    @Override
    public boolean isEmpty() {
      return language.isEmpty()
          || !words.isEmpty() && !language.isInfinite() && language.minus(words).isEmpty();
    }

    @Override
    public Texts complement() {
      return language.isAny()
          ? new Words(words)
          : new AllBut(language.complement().or(words), Set.of());
    }
  }

  /**
   * An automaton, made when it is first needed and never changed; remembers what it was asked. Most
   * wildcards only meet words, and a look at the word says as much.
   */
  final class Language {
    static final Language ANY = new Language(BasicAutomata::makeAnyString, null);
    private static final List<Language> READABLE =
        List.of(of("[A-Za-z0-9.:/\\-]+"), of("[ -~]+"), ANY);

    private final Supplier<Automaton> maker;

    /** Whether a text is of it, for a wildcard or its complement; null for other languages. */
    private final Predicate<String> wildcard;

    private Automaton automaton;
    private Optional<Boolean> infinite = Optional.empty();
    private final Map<Language, Language> met = new IdentityHashMap<>();

    private Language(Supplier<Automaton> maker, Predicate<String> wildcard) {
      this.maker = maker;
      this.wildcard = wildcard;
    }

    /** Whole when anybody sees it: threads that score several accounts share the constants. */
    private synchronized Automaton automaton() {
      if (automaton == null) {
        Automaton made = maker.get();
        made.determinize();
        automaton = made;
      }
      return automaton;
    }

    /** By a regular expression as dk.brics.automaton reads it, without its extensions. */
    static Language of(String expression) {
      return new Language(() -> new RegExp(expression, RegExp.NONE).toAutomaton(), null);
    }

    /**
     * The texts that have these parts one after the other, anything in between.
     *
     * @param parts none of them empty; when it is only one, an end is open
     */
    static Language of(boolean openStart, List<String> parts, boolean openEnd) {
      String part = parts.get(0);
      Predicate<String> alone =
          openStart
              ? openEnd ? text -> text.contains(part) : text -> text.endsWith(part)
              : text -> text.startsWith(part);
      return new Language(
          () -> concatenation(openStart, parts, openEnd), parts.size() == 1 ? alone : null);
    }

    private static Automaton concatenation(boolean openStart, List<String> parts, boolean openEnd) {
      List<Automaton> all = new ArrayList<>();
      if (openStart) {
        all.add(ANY.automaton());
      }
      for (String part : parts) {
        if (!all.isEmpty() && all.get(all.size() - 1) != ANY.automaton()) {
          all.add(ANY.automaton());
        }
        all.add(BasicAutomata.makeString(part));
      }
      if (openEnd) {
        all.add(ANY.automaton());
      }
      return BasicOperations.concatenate(all);
    }

    boolean isAny() {
      return this == ANY;
    }

    boolean accepts(String text) {
      return isAny() || (wildcard == null ? automaton().run(text) : wildcard.test(text));
    }

    boolean isEmpty() {
      return !isAny() && wildcard == null && automaton().isEmpty();
    }

    /** Whether there is a way round: every state is on a way to the end. */
    boolean isInfinite() {
      if (infinite.isEmpty()) {
        infinite = Optional.of(isAny() || wildcard != null || goesRound());
      }
      return infinite.get();
    }

    private boolean goesRound() {
      Map<State, Integer> entries = new HashMap<>();
      for (State state : automaton().getStates()) {
        state.getTransitions().forEach(t -> entries.merge(t.getDest(), 1, Integer::sum));
      }
      Deque<State> free = new ArrayDeque<>(automaton().getStates());
      free.removeIf(entries::containsKey);
      while (!free.isEmpty()) {
        for (Transition next : free.pop().getTransitions()) {
          if (entries.merge(next.getDest(), -1, Integer::sum) == 0) {
            entries.remove(next.getDest());
            free.push(next.getDest());
          }
        }
      }
      return !entries.isEmpty();
    }

    /** What an intersection costs at most, in states. */
    long cost(Language other) {
      return isAny() || other.isAny() || met.containsKey(other) ? 1 : (long) size() * other.size();
    }

    private int size() {
      return automaton().getNumberOfStates();
    }

    Language complement() {
      return new Language(
          () -> automaton().complement(), wildcard == null ? null : wildcard.negate());
    }

    Language and(Language other) {
      if (isAny() || this == other) {
        return other;
      }
      if (other.isAny()) {
        return this;
      }
      return met.computeIfAbsent(
          other, o -> new Language(() -> automaton().intersection(o.automaton()), null));
    }

    Language or(Set<String> words) {
      return words.isEmpty() ? this : new Language(() -> automaton().union(anyOf(words)), null);
    }

    Language minus(Set<String> words) {
      return words.isEmpty() ? this : new Language(() -> automaton().minus(anyOf(words)), null);
    }

    private static Automaton anyOf(Set<String> words) {
      return BasicOperations.union(words.stream().map(BasicAutomata::makeString).toList());
    }

    /** A short text of it, a readable one if there is any. */
    String example() {
      return READABLE.stream()
          .map(this::and)
          .filter(language -> !language.isEmpty())
          .findFirst()
          .map(language -> language.automaton().getShortestExample(true))
          .orElseThrow();
    }
  }

  static Texts only(String... words) {
    return new Words(Set.of(words));
  }

  static Texts of(Language language) {
    return new AllBut(language, Set.of());
  }

  boolean has(String text);

  boolean isEmpty();

  Texts complement();

  /** What an intersection costs at most, in states of automata. */
  default long cost(Texts other) {
    return this instanceof AllBut one && other instanceof AllBut two
        ? one.language().cost(two.language())
        : 1;
  }

  default Texts and(Texts other) {
    if (this instanceof Words few) {
      Set<String> both = new HashSet<>();
      for (String word : few.words()) {
        if (other.has(word)) {
          both.add(word);
        }
      }
      return new Words(both);
    }
    if (other instanceof Words) {
      return other.and(this);
    }
    AllBut one = (AllBut) this;
    AllBut two = (AllBut) other;
    Set<String> without = new HashSet<>(one.words());
    without.addAll(two.words());
    return new AllBut(one.language().and(two.language()), without);
  }

  /** One of them, the first of the wishes that will do; there must be one. */
  default String example(List<String> wishes) {
    for (String wish : wishes) {
      if (has(wish)) {
        return wish;
      }
    }
    if (this instanceof Words few) {
      Stream<String> inOrder = few.words().stream().sorted();
      return inOrder.min(Comparator.comparingInt(String::length)).orElseThrow();
    }
    AllBut most = (AllBut) this;
    return most.language().minus(most.words()).example();
  }
}
