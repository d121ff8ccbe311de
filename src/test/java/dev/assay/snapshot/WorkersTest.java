package dev.assay.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 1, unit = TimeUnit.MINUTES)
class WorkersTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 8})
  void each_part_is_done_once_and_has_its_own_result(int atOnce) {
    AtomicInteger done = new AtomicInteger();
    try (Workers workers = new Workers(atOnce)) {
      List<Supplier<Integer>> parts =
          IntStream.range(0, 1000)
              .mapToObj(
                  i ->
                      workers.begin(
                          () -> {
                            done.incrementAndGet();
                            return i;
                          }))
              .toList();

      for (int again = 0; again < 2; again++) {
        assertThat(parts.stream().map(Supplier::get).toList())
            .isEqualTo(IntStream.range(0, 1000).boxed().toList());
      }
    }
    assertThat(done).hasValue(1000);
  }

  /** Each part waits until as many as there may be have begun. */
  @Test
  void as_many_parts_as_asked_for_are_done_at_once() {
    int atOnce = 4;
    CyclicBarrier met = new CyclicBarrier(atOnce);
    try (Workers workers = new Workers(atOnce)) {
      List<Supplier<Integer>> parts =
          IntStream.range(0, atOnce)
              .mapToObj(i -> workers.begin(() -> 1 + waiting(met::await)))
              .toList();

      assertThat(parts.stream().mapToInt(Supplier::get).sum()).isEqualTo(atOnce);
    }
  }

  /** What a part throws is thrown to its own asker, itself: its trace says where it arose. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 8})
  void a_fault_is_that_of_its_part(int atOnce) {
    IllegalStateException exception = new IllegalStateException("one");
    StackOverflowError error = new StackOverflowError();
    try (Workers workers = new Workers(atOnce)) {
      Supplier<Object> good = workers.begin(() -> "good");
      Supplier<Object> first = workers.begin(() -> thrown(exception, null));
      Supplier<Object> second = workers.begin(() -> thrown(null, error));

      assertThatThrownBy(second::get).isSameAs(error);
      assertThatThrownBy(first::get).isSameAs(exception);
      assertThat(good.get()).isEqualTo("good");
    }
  }

  @Test
  void what_nobody_has_begun_when_they_are_closed_is_never_done() throws InterruptedException {
    AtomicInteger done = new AtomicInteger();
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch closed = new CountDownLatch(1);
    CountDownLatch ended = new CountDownLatch(1);
    try (Workers workers = new Workers(2)) {
      workers.begin(
          () -> {
            begun.countDown();
            waiting(closed::await);
            ended.countDown();
            return done.incrementAndGet();
          });
      IntStream.range(0, 100).forEach(i -> workers.begin(done::incrementAndGet));
      begun.await();
    }
    closed.countDown();
    ended.await();
    assertThat(done.get()).isLessThan(2);
  }

  private static Object thrown(RuntimeException exception, Error error) {
    if (exception != null) {
      throw exception;
    }
    throw error;
  }

  private interface Waiting {
    void on() throws Exception;
  }

  private static int waiting(Waiting waiting) {
    try {
      waiting.on();
      return 0;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
