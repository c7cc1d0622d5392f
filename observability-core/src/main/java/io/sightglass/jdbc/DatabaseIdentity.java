// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.jdbc;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which database it is and where, as OpenTelemetry's conventions have it; without credentials. */
final class DatabaseIdentity {

  static final AttributeKey<String> SYSTEM = AttributeKey.stringKey("db.system.name");
  private static final AttributeKey<String> NAMESPACE = AttributeKey.stringKey("db.namespace");
  private static final AttributeKey<String> ADDRESS = AttributeKey.stringKey("server.address");
  private static final AttributeKey<Long> PORT = AttributeKey.longKey("server.port");

  private static final String UNKNOWN = "other_sql";
  private static final String SQL_SERVER = "microsoft.sql_server";
  private static final Map<String, String> SYSTEMS =
      Map.ofEntries(
          Map.entry("postgresql", "postgresql"),
          Map.entry("mysql", "mysql"),
          Map.entry("mariadb", "mariadb"),
          Map.entry("microsoft sql server", SQL_SERVER),
          Map.entry("oracle", "oracle.db"),
          Map.entry("h2", "h2database"),
          Map.entry("hsql database engine", "hsqldb"),
          Map.entry("apache derby", "derby"),
          Map.entry("sqlite", "sqlite"));

  // Double quotes are for names alone, and # begins no comment.
  private static final Set<String> ANSI =
      Set.of("postgresql", "oracle.db", "h2database", "hsqldb", "derby", "ibm.db2", SQL_SERVER);

  private final String system;
  private final Attributes attributes;

  private DatabaseIdentity(String system, Attributes attributes) {
    this.system = system;
    this.attributes = attributes;
  }

  /** One of which nothing is known. */
  static DatabaseIdentity unknown() {
    return of("", "");
  }

  /** Asks the driver, which knows without a query. */
  static DatabaseIdentity of(Connection connection) throws SQLException {
    DatabaseMetaData data = connection.getMetaData();
    return of(data.getDatabaseProductName(), data.getURL());
  }

  static DatabaseIdentity of(@Nullable String product, @Nullable String url) {
    String name = product == null ? "" : product.toLowerCase(Locale.ROOT);
    String system = name.startsWith("db2") ? "ibm.db2" : SYSTEMS.getOrDefault(name, UNKNOWN);
    AttributesBuilder attributes = Attributes.builder().put(SYSTEM, system);
    if (url != null) {
      where(url, attributes);
    }
    return new DatabaseIdentity(system, attributes.build());
  }

  /** From {@code jdbc:x://host:port/name?…} or {@code …;databaseName=name}; else nothing. */
  private static void where(String url, AttributesBuilder to) {
    int begin = url.indexOf("//");
    if (begin < 0) {
      return;
    }
    String rest = url.substring(begin + 2);
    int end = endOf(rest, "/;?");
    String authority = rest.substring(0, end);
    address(authority.substring(authority.lastIndexOf('@') + 1), to);
    String name =
        end < rest.length() && rest.charAt(end) == '/'
            ? rest.substring(end + 1, end + 1 + endOf(rest.substring(end + 1), ";?"))
            : parameter(rest, ";databasename=");
    if (!name.isEmpty()) {
      to.put(NAMESPACE, name);
    }
  }

  private static void address(String authority, AttributesBuilder to) {
    if (authority.isEmpty() || authority.indexOf(',') >= 0) {
      return; // several: which one it is differs from connection to connection
    }
    int colon = authority.lastIndexOf(':');
    boolean withPort = colon > authority.lastIndexOf(']');
    String host = withPort ? authority.substring(0, colon) : authority;
    to.put(ADDRESS, host.substring(0, endOf(host, "\\")));
    try {
      if (withPort) {
        to.put(PORT, Integer.parseInt(authority.substring(colon + 1)));
      }
    } catch (NumberFormatException noPort) {
      // Whatever it is, it is not one.
    }
  }

  private static String parameter(String rest, String key) {
    int at = rest.toLowerCase(Locale.ROOT).indexOf(key);
    if (at < 0) {
      return "";
    }
    String value = rest.substring(at + key.length());
    return value.substring(0, endOf(value, ";"));
  }

  private static int endOf(String text, String marks) {
    for (int i = 0; i < text.length(); i++) {
      if (marks.indexOf(text.charAt(i)) >= 0) {
        return i;
      }
    }
    return text.length();
  }

  String system() {
    return system;
  }

  Attributes attributes() {
    return attributes;
  }

  /** Whether double quotes are for names alone; where that is not known they may hold a value. */
  boolean isAnsi() {
    return ANSI.contains(system);
  }

  boolean hasBrackets() {
    return system.equals(SQL_SERVER);
  }

  /** Whether the conventions want the vendor's number of an error, and not its SQLSTATE. */
  boolean hasErrorNumbers() {
    return Set.of("mysql", "mariadb", SQL_SERVER).contains(system);
  }
}
