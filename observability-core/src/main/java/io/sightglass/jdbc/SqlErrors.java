// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.jdbc;

import java.sql.SQLDataException;
import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.sql.SQLInvalidAuthorizationSpecException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLSyntaxErrorException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransactionRollbackException;
import java.sql.SQLTransientConnectionException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Failures of databases by kind: from their SQLSTATE, else from their class. */
final class SqlErrors {

  static final String CONNECTION = "connection";
  static final String POOL_EXHAUSTED = "pool_exhausted";
  static final String TIMEOUT = "timeout";
  static final String CANCELLED = "cancelled";
  static final String CONFLICT = "conflict";
  static final String CONSTRAINT = "constraint";
  static final String SYNTAX = "syntax";
  static final String DENIED = "denied";
  static final String DATA = "data";
  static final String RESOURCES = "resources";
  static final String OTHER = "other";

  static final String[] KINDS = {
    CONNECTION,
    POOL_EXHAUSTED,
    TIMEOUT,
    CANCELLED,
    CONFLICT,
    CONSTRAINT,
    SYNTAX,
    DENIED,
    DATA,
    RESOURCES,
    OTHER
  };

  // Whole states first, then their classes; of SQL, PostgreSQL and ODBC.
  private static final Map<String, String> STATES =
      Map.ofEntries(
          Map.entry("42501", DENIED),
          Map.entry("55P03", TIMEOUT),
          Map.entry("57014", CANCELLED),
          Map.entry("HYT00", TIMEOUT),
          Map.entry("HYT01", TIMEOUT),
          Map.entry("HY008", CANCELLED),
          Map.entry("57", CONNECTION),
          Map.entry("08", CONNECTION),
          Map.entry("22", DATA),
          Map.entry("23", CONSTRAINT),
          Map.entry("28", DENIED),
          Map.entry("40", CONFLICT),
          Map.entry("42", SYNTAX),
          Map.entry("53", RESOURCES),
          Map.entry("54", RESOURCES));

  private SqlErrors() {}

  static String kind(Throwable failure) {
    return failure instanceof SQLException sql ? of(sql) : OTHER;
  }

  private static String of(SQLException sql) {
    if (sql instanceof SQLTimeoutException) {
      return TIMEOUT;
    }
    String state = state(sql);
    if (state == null && sql instanceof SQLTransientConnectionException) {
      // A pool's own: nobody was asked for a connection.
      return POOL_EXHAUSTED;
    }
    String known = byState(state);
    return known == null ? byClass(sql) : known;
  }

  /** Its SQLSTATE; null if it has none, or cannot be asked. */
  static @Nullable String state(SQLException failure) {
    try {
      return failure.getSQLState();
    } catch (RuntimeException hostile) {
      return null;
    }
  }

  /** The vendor's number; 0 if it has none, or cannot be asked. */
  static int number(SQLException failure) {
    try {
      return failure.getErrorCode();
    } catch (RuntimeException hostile) {
      return 0;
    }
  }

  private static @Nullable String byState(@Nullable String state) {
    if (state == null || state.length() != 5) {
      return null;
    }
    String whole = STATES.get(state);
    return whole == null ? STATES.get(state.substring(0, 2)) : whole;
  }

  private static String byClass(SQLException sql) {
    if (sql instanceof SQLTransientConnectionException
        || sql instanceof SQLNonTransientConnectionException
        || sql instanceof SQLRecoverableException) {
      return CONNECTION;
    }
    if (sql instanceof SQLIntegrityConstraintViolationException) {
      return CONSTRAINT;
    }
    if (sql instanceof SQLTransactionRollbackException) {
      return CONFLICT;
    }
    if (sql instanceof SQLSyntaxErrorException) {
      return SYNTAX;
    }
    if (sql instanceof SQLInvalidAuthorizationSpecException) {
      return DENIED;
    }
    return sql instanceof SQLDataException ? DATA : OTHER;
  }
}
