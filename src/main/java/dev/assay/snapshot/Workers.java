package dev.assay.snapshot;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Does work in parts that need nothing of each other, several at once. What comes out, and which
 * fault, does not depend on how many: whoever asks for a part gets its own result or fault.
 */
final class Workers implements AutoCloseable {

  private final BlockingQueue<Runnable> waiting = new LinkedBlockingQueue<>();
  private final ThreadPoolExecutor helpers;

  /**
   * @param atOnce how many parts; of them, the one who asks for results does one
   */
  Workers(int atOnce) {
    int threads = atOnce - 1;
    this.helpers =
        threads < 1
            ? null
            : new ThreadPoolExecutor(
                threads, threads, 0, TimeUnit.SECONDS, waiting, Workers::thread);
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "reader");
    thread.setDaemon(true);
    return thread;
  }

  /**
   * A part that is done from now on, or at the latest by the one who asks for its result.
   *
   * @return its result, or the fault that it ended with
   */
  <T> Supplier<T> begin(Supplier<T> part) {
    FutureTask<T> task = new FutureTask<>(part::get);
    if (helpers != null) {
      helpers.execute(task);
    }
    return () -> {
      task.run(); // does nothing when somebody else has begun it
      for (Runnable other; !task.isDone() && (other = waiting.poll()) != null; ) {
        other.run();
      }
      return result(task);
    };
  }

  private static <T> T result(Future<T> task) {
    try {
      return task.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Error fault) {
        throw fault;
      }
      throw (RuntimeException) e.getCause(); // suppliers throw nothing else
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody interrupts a run", e);
    }
  }

  /** Begins no more parts. One that is being done goes on: it only reads. */
  @Override
  public void close() {
    if (helpers != null) {
      waiting.clear();
      helpers.shutdown();
    }
  }
}
