// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.examples.quickstart;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Trouble made by hand, to see which alerts fire: each lasts while a file of its name is in the
 * folder of {@code QUICKSTART_FAULTS}. Without that variable there is none.
 */
final class Faults {

  /** The database refuses connections. */
  static final String DATABASE = "database";

  /** The payment provider cannot be reached. */
  static final String PAYMENTS = "payments";

  /** The AI provider hangs up. */
  static final String AI = "ai";

  /** No trouble. */
  static final Faults NONE = new Faults(null);

  private final @Nullable Path folder;

  private Faults(@Nullable Path folder) {
    this.folder = folder;
  }

  static Faults from(Map<String, String> environment) {
    String folder = environment.getOrDefault("QUICKSTART_FAULTS", "").trim();
    return folder.isEmpty() ? NONE : new Faults(Path.of(folder));
  }

  boolean has(String trouble) {
    return folder != null && Files.exists(folder.resolve(trouble));
  }

  /** The same, which gives no connection while the database is in trouble. */
  DataSource on(DataSource real) {
    if (folder == null) {
      return real;
    }
    return (DataSource)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {DataSource.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("getConnection") && has(DATABASE)) {
                throw new SQLException("the database does not answer", "08001");
              }
              try {
                return method.invoke(real, arguments);
              } catch (InvocationTargetException e) {
                throw e.getTargetException();
              }
            });
  }
}
