// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqlErrorsTest {

  @ParameterizedTest
  @CsvSource({
    "08006, connection",
    "57P01, connection",
    "57014, cancelled",
    "55P03, timeout",
    "HYT00, timeout",
    "22003, data",
    "23505, constraint",
    "28P01, denied",
    "42501, denied",
    "40001, conflict",
    "40P01, conflict",
    "42P01, syntax",
    "53300, resources",
    "99999, other",
    "x, other",
    ", other"
  })
  void a_kind_comes_from_the_state(String state, String kind) {
    assertThat(SqlErrors.kind(new SQLException("planted", state))).isEqualTo(kind);
    assertThat(kind).isIn((Object[]) SqlErrors.KINDS);
  }

  @Test
  void or_from_the_class() {
    assertThat(SqlErrors.kind(new SQLTimeoutException("", "57014"))).isEqualTo("timeout");
    assertThat(SqlErrors.kind(new SQLTransientConnectionException(""))).isEqualTo("pool_exhausted");
    assertThat(SqlErrors.kind(new SQLTransientConnectionException("", "S1000")))
        .isEqualTo("connection");
    assertThat(SqlErrors.kind(new SQLNonTransientConnectionException())).isEqualTo("connection");
    assertThat(SqlErrors.kind(new SQLRecoverableException())).isEqualTo("connection");
    assertThat(SqlErrors.kind(new SQLIntegrityConstraintViolationException()))
        .isEqualTo("constraint");
    assertThat(SqlErrors.kind(new SQLTransactionRollbackException())).isEqualTo("conflict");
    assertThat(SqlErrors.kind(new SQLSyntaxErrorException())).isEqualTo("syntax");
    assertThat(SqlErrors.kind(new SQLInvalidAuthorizationSpecException())).isEqualTo("denied");
    assertThat(SqlErrors.kind(new SQLDataException())).isEqualTo("data");
    assertThat(SqlErrors.kind(new IllegalStateException())).isEqualTo("other");
  }
}
