// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.health;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Asks a database through a connection of its own. */
final class DirectJdbcCheck implements HealthCheck {

  // In the drivers' own units: a second, or less where they count in milliseconds.
  private static final Map<String, Map<String, String>> TIMEOUTS =
      Map.of(
          "postgresql", Map.of("loginTimeout", "1", "connectTimeout", "1", "socketTimeout", "1"),
          "mysql", Map.of("connectTimeout", "700", "socketTimeout", "700"),
          "mariadb", Map.of("connectTimeout", "700", "socketTimeout", "700"),
          "sqlserver", Map.of("loginTimeout", "1", "socketTimeout", "700"),
          "oracle", Map.of("oracle.net.CONNECT_TIMEOUT", "700", "oracle.jdbc.ReadTimeout", "700"));

  private final String url;
  private final @Nullable String user;
  private final Supplier<@Nullable String> password;

  DirectJdbcCheck(String url, @Nullable String user, Supplier<@Nullable String> password) {
    this.url = url;
    this.user = user;
    this.password = password;
  }

  @Override
  public HealthResult check() throws Exception {
    // Not DriverManager.getConnection: its login timeout is the whole JVM's.
    Driver driver = DriverManager.getDriver(url);
    try (Connection connection = driver.connect(url, properties())) {
      if (connection == null) {
        throw new SQLException("the driver does not take this URL");
      }
      return PooledJdbcCheck.valid(connection);
    }
  }

  private Properties properties() {
    Properties properties = new Properties();
    properties.putAll(TIMEOUTS.getOrDefault(vendor(), Map.of()));
    if (user != null) {
      properties.setProperty("user", user);
    }
    String secret = password.get();
    if (secret != null) {
      properties.setProperty("password", secret);
    }
    return properties;
  }

  private String vendor() {
    String[] parts = url.split(":", 3);
    return parts.length < 3 ? "" : parts[1].toLowerCase(Locale.ROOT);
  }
}
