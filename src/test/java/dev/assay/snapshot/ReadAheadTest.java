package dev.assay.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ReadAheadTest {

  private static final int MEBIBYTE = 1024 * 1024;

  @ParameterizedTest(name = "{0} bytes")
  @ValueSource(ints = {0, 1, 4 * MEBIBYTE - 1, 4 * MEBIBYTE, 4 * MEBIBYTE + 1, 9_000_001})
  void the_same_bytes_come_out(int length) throws IOException {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);

    try (InputStream in = new ReadAhead(inPieces(bytes))) {
      assertThat(in.readAllBytes()).isEqualTo(bytes);
      assertThat(in.read()).isEqualTo(-1);
      assertThat(in.read(new byte[9])).isEqualTo(-1);
    }
  }

  @ParameterizedTest(name = "after {0} bytes")
  @ValueSource(ints = {0, 1, 4 * MEBIBYTE, 8 * MEBIBYTE + 7})
  void a_fault_comes_where_it_is_and_again_at_each_reading(int length) throws IOException {
    byte[] bytes = new byte[length];
    try (InputStream in = new ReadAhead(new SequenceInputStream(inPieces(bytes), faulty()))) {
      assertThat(in.readNBytes(length)).hasSize(length);
      for (int i = 0; i < 3; i++) {
        assertThatThrownBy(in::read).isInstanceOf(IOException.class).hasMessage("the disk fails");
      }
    }
  }

  @Test
  void a_fault_of_the_program_is_not_waited_for() throws IOException {
    InputStream broken =
        new InputStream() {
          @Override
          public int read() {
            throw new IllegalArgumentException("a mistake");
          }
        };
    InputStream both =
        new SequenceInputStream(new ByteArrayInputStream(new byte[4 * MEBIBYTE]), broken);
    try (InputStream in = new ReadAhead(both)) {
      assertThatThrownBy(in::readAllBytes).hasRootCauseMessage("a mistake");
    }
  }

  @Test
  void who_reads_no_further_closes_it() throws IOException {
    AtomicBoolean closed = new AtomicBoolean();
    InputStream endless =
        new InputStream() {
          @Override
          public int read() {
            return 1;
          }

          @Override
          public void close() {
            closed.set(true);
          }
        };
    try (InputStream in = new ReadAhead(endless)) {
      assertThat(in.readNBytes(5 * MEBIBYTE)).hasSize(5 * MEBIBYTE);
    }

    assertThat(closed).isTrue();
    assertThat(Thread.getAllStackTraces().keySet())
        .extracting(Thread::getName)
        .doesNotContain("read-ahead");
  }

  /** As a disk or an archive gives them: now more, now fewer. */
  private static InputStream inPieces(byte[] bytes) {
    Random random = new Random(1);
    return new ByteArrayInputStream(bytes) {
      @Override
      public synchronized int read(byte[] buffer, int at, int length) {
        return super.read(buffer, at, Math.min(length, 1 + random.nextInt(100_000)));
      }
    };
  }

  private static InputStream faulty() {
    return new InputStream() {
      @Override
      public int read() throws IOException {
        throw new IOException("the disk fails");
      }

      @Override
      public int read(byte[] buffer, int at, int length) throws IOException {
        return read();
      }
    };
  }
}
