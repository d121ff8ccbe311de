package dev.assay.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FormatTest {

  /** Loads assay's classes anew, and remembers which. */
  private static final class Watching extends ClassLoader {
    private final Set<String> loaded = new TreeSet<>();

    Watching() {
      super(FormatTest.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (!name.startsWith("dev.assay.")) {
        return super.loadClass(name, resolve);
      }
      synchronized (getClassLoadingLock(name)) {
        Class<?> known = findLoadedClass(name);
        return known == null ? define(name) : known;
      }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
      try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
        if (in == null) {
          throw new ClassNotFoundException(name);
        }
        byte[] bytes = in.readAllBytes();
        loaded.add(name);
        return defineClass(name, bytes, 0, bytes.length);
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }
  }

  /** Start-up is a feature: who wants a table does not pay for the others. */
  @ParameterizedTest
  @EnumSource(Format.class)
  void a_format_loads_its_own_writer_and_no_other(Format format) throws Exception {
    String sample = Path.of("samples", "seed-table").toString();
    Watching loader = new Watching();
    Class<?> run = loader.loadClass("dev.assay.testing.Run");
    run.getMethod("assay", String[].class)
        .invoke(
            null,
            (Object)
                new String[] {
                  "evaluate", sample, "--compliance=awscis1.2", "--quiet", "--format=" + format
                });

    Stream<String> others =
        Stream.of(Format.values()).filter(other -> other != format).map(FormatTest::writer);
    assertThat(loader.loaded)
        .contains(writer(format), "dev.assay.report.Report")
        .doesNotContainAnyElementsOf(others.toList())
        .doesNotContain("dev.assay.report.NativeReader", "dev.assay.report.Members");
  }

  private static String writer(Format format) {
    String name = format.name().charAt(0) + format.toString().substring(1);
    return "dev.assay.report." + name + "Report";
  }
}
