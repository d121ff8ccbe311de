package dev.assay.cli;

import java.io.PrintStream;

/**
 * One line on a terminal that tells what takes long, and goes away before anything else is printed.
 * Its seconds are those it has slept: no clock is read.
 */
final class Progress {

  private static final String CLEARED = "\r\u001b[K";

  private final boolean watched;
  private final PrintStream err;
  private final long second;
  private Thread ticking;
  private String step = "";
  private int seconds;
  private boolean shown;

  /**
   * Shows nothing yet.
   *
   * @param watched whether anybody sees it; if not, nothing is ever shown
   * @param second how long one takes, in milliseconds; a test has less patience
   */
  Progress(boolean watched, PrintStream err, long second) {
    this.watched = watched;
    this.err = err;
    this.second = second;
  }

  /** What is being done now; it is shown when the run has lasted a second. */
  synchronized void at(String what) {
    step = what;
    if (watched && ticking == null) {
      ticking = new Thread(this::tick, "progress");
      ticking.setDaemon(true);
      ticking.start();
    }
  }

  private void tick() {
    try {
      while (true) {
        Thread.sleep(second);
        show();
      }
    } catch (InterruptedException e) {
      return; // done
    }
  }

  private synchronized void show() {
    seconds++;
    if (!step.isEmpty()) {
      err.print(CLEARED + "assay: " + step + ", " + seconds + " s");
      err.flush();
      shown = true;
    }
  }

  /** Takes the line away, and is silent until the next step. */
  synchronized void clear() {
    step = "";
    if (shown) {
      err.print(CLEARED);
      err.flush();
      shown = false;
    }
  }

  synchronized void close() {
    clear();
    if (ticking != null) {
      ticking.interrupt();
    }
  }
}
