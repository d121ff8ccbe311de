package dev.assay.testing;

import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import java.util.TreeSet;

/** Loads assay's classes anew, and remembers which. */
public final class Loaded {

  private Loaded() {}

  /** The names of the classes that a command line needs. */
  public static Set<String> by(String... args) throws ReflectiveOperationException {
    Watching loader = new Watching();
    Class<?> run = loader.loadClass("dev.assay.testing.Run");
    run.getMethod("assay", String[].class).invoke(null, (Object) args);
    return loader.loaded;
  }

  private static final class Watching extends ClassLoader {
    private final Set<String> loaded = new TreeSet<>();

    Watching() {
      super(Loaded.class.getClassLoader());
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
}
