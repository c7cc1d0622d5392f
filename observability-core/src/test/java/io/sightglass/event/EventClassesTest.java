// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sightglass.Observability;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is resolved lives as long as the record's class and the app, and no longer. */
class EventClassesTest {

  enum Kind {
    A,
    B
  }

  @Event(value = "class.used", line = Line.NEVER)
  record Used(@Label Kind kind, @Measure(unit = "points") int points, @Detail String id) {}

  /** Loads the record and its enum anew, as a container does that starts an app again. */
  private static final class AppLoader extends ClassLoader {

    AppLoader() {
      super(EventClassesTest.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (!name.startsWith(EventClassesTest.class.getName())) {
        return super.loadClass(name, resolve);
      }
      Class<?> known = findLoadedClass(name);
      if (known != null) {
        return known;
      }
      try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
        byte[] bytes = in.readAllBytes();
        return defineClass(name, bytes, 0, bytes.length);
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }
  }

  private static WeakReference<ClassLoader> useAndDrop(Observability obs) throws Exception {
    ClassLoader loader = new AppLoader();
    Class<?> type = loader.loadClass(Used.class.getName());
    Class<?> kind = loader.loadClass(Kind.class.getName());
    assertThat(type).isNotSameAs(Used.class);
    var constructor = type.getDeclaredConstructor(kind, int.class, String.class);
    constructor.setAccessible(true);
    obs.record((Record) constructor.newInstance(kind.getEnumConstants()[1], 3, "x"));
    return new WeakReference<>(loader);
  }

  @Test
  void a_class_loader_that_is_dropped_is_not_kept_and_its_successor_goes_on() throws Exception {
    try (EventApp app = new EventApp()) {
      WeakReference<ClassLoader> first = useAndDrop(app.obs);
      WeakReference<ClassLoader> second = useAndDrop(app.obs);
      collected(first);
      collected(second);
      assertThat(app.samples("class_used_total"))
          .containsExactly("class_used_total{kind=\"a\"} 0.0", "class_used_total{kind=\"b\"} 2.0");
      assertThat(app.said()).isEmpty();
    }
  }

  @Test
  void an_app_that_is_dropped_is_not_kept_by_the_class() {
    collected(new WeakReference<>(used()));
  }

  private static Observability used() {
    Observability obs = Observability.builder("dropped").environment(Map.of()).build();
    obs.record(new Used(Kind.A, 1, "x"));
    obs.close();
    return obs;
  }

  private static void collected(WeakReference<?> reference) {
    await()
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofMillis(20))
        .until(
            () -> {
              System.gc();
              return reference.get() == null;
            });
  }
}
