// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.testkit.servers;

import java.util.Locale;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.testcontainers.DockerClientFactory;

/**
 * A JUnit extension that starts a server for each class of tests that asks for one, and says which
 * kind it took: a Testcontainers container where Docker runs, the embedded server elsewhere.
 *
 * <pre>{@code
 * @ExtendWith(RealServers.class)
 * class LedgerIT {
 *   @Test void rows_are_counted(PostgresServer database) { … database.jdbcUrl() … }
 * }
 * }</pre>
 *
 * <p>The system property {@code sightglass.test.servers} decides it: {@code container}, {@code
 * embedded} or {@code auto}. The server is closed after the class, whatever state it was left in.
 */
public final class RealServers implements ParameterResolver {

  // The platform's, which prints where no logging is configured.
  private static final System.Logger LOG = System.getLogger("io.sightglass.testkit");
  private static final ExtensionContext.Namespace NAMESPACE =
      ExtensionContext.Namespace.create(RealServers.class);

  /** For JUnit. */
  public RealServers() {}

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return type == PostgresServer.class || type == RedisServer.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    ExtensionContext owner =
        context.getTestMethod().isPresent() ? context.getParent().orElse(context) : context;
    return owner.getStore(NAMESPACE).computeIfAbsent(type, RealServers::started);
  }

  private static Object started(Class<?> type) {
    boolean container = takesContainer();
    RealServer server =
        type == PostgresServer.class
            ? PostgresServer.start(container)
            : RedisServer.start(container);
    LOG.log(
        System.Logger.Level.INFO,
        "{0} is {1}",
        type.getSimpleName(),
        container ? "a container" : "embedded");
    return server;
  }

  private static boolean takesContainer() {
    String wanted = System.getProperty("sightglass.test.servers", "auto").toLowerCase(Locale.ROOT);
    return switch (wanted) {
      case "container" -> true;
      case "embedded" -> false;
      case "auto" -> hasDocker();
      default ->
          throw new IllegalArgumentException(
              "sightglass.test.servers: container, embedded or auto, was " + wanted);
    };
  }

  private static boolean hasDocker() {
    try {
      return DockerClientFactory.instance().isDockerAvailable();
    } catch (NoClassDefFoundError noTestcontainers) {
      return false;
    }
  }
}
