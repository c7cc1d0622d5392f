// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.opentelemetry.sdk.trace.data.SpanData;
import io.sightglass.MeasuredApp;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.BatchUpdateException;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** Row 8: what a driver throws and does reaches the app as it was, measured once. */
class JdbcOutcomesTest {

  /** A failure none of whose methods can be called. */
  private static final class Riddle extends SQLException {

    private static final long serialVersionUID = 1L;

    @Override
    public String getSQLState() {
      throw new IllegalStateException("ours to survive");
    }

    @Override
    public int getErrorCode() {
      throw new IllegalStateException("ours to survive");
    }

    @Override
    public String getMessage() {
      throw new IllegalStateException("ours to survive");
    }
  }

  private static final List<Throwable> FAILURES =
      List.of(
          new SQLException("checked", "23505"),
          new SQLException(),
          new BatchUpdateException("batch", "40001", new int[0]),
          new Riddle(),
          new IllegalStateException("unchecked"),
          new AssertionError("an error"),
          new OutOfMemoryError("not really"),
          new StackOverflowError());

  private interface Call {
    Object of(Statement plain, PreparedStatement prepared, CallableStatement call)
        throws SQLException;
  }

  private static final String SQL = "select * from t";

  private static final List<Call> CALLS =
      List.of(
          (plain, prepared, call) -> plain.execute(SQL),
          (plain, prepared, call) -> plain.execute(SQL, Statement.RETURN_GENERATED_KEYS),
          (plain, prepared, call) -> plain.executeQuery(SQL),
          (plain, prepared, call) -> plain.executeUpdate(SQL),
          (plain, prepared, call) -> plain.executeLargeUpdate(SQL),
          (plain, prepared, call) -> plain.executeBatch(),
          (plain, prepared, call) -> plain.executeLargeBatch(),
          (plain, prepared, call) -> prepared.execute(),
          (plain, prepared, call) -> prepared.executeQuery(),
          (plain, prepared, call) -> prepared.executeUpdate(),
          (plain, prepared, call) -> prepared.executeLargeUpdate(),
          (plain, prepared, call) -> prepared.executeBatch(),
          (plain, prepared, call) -> call.execute(),
          (plain, prepared, call) -> call.executeQuery());

  private final AtomicReference<Throwable> failure = new AtomicReference<>();

  private <T> T stub(Class<T> type) {
    return type.cast(
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, args) -> answer(method)));
  }

  private Object answer(Method method) throws Throwable {
    if (method.getName().startsWith("execute") && failure.get() != null) {
      throw failure.get();
    }
    Class<?> result = method.getReturnType();
    if (Statement.class.isAssignableFrom(result) || result == Connection.class) {
      return stub(result);
    }
    if (result == boolean.class) {
      return false;
    }
    if (result == int.class) {
      return 0;
    }
    return result == long.class ? (Object) 0L : null;
  }

  @Test
  void a_failure_is_the_very_same_object_and_counts_once() throws Exception {
    int shown = 0;
    try (MeasuredApp app = MeasuredApp.start()) {
      DataSource observed = ObservedDataSource.of(app.obs(), "stub", stub(DataSource.class));
      for (Throwable thrown : FAILURES) {
        for (Call call : CALLS) {
          Throwable caught = run(observed, call, thrown);
          assertThat(caught).isSameAs(thrown);
          assertThat(caught.getSuppressed()).isEmpty();
          assertThat(Thread.interrupted()).as("interrupt flag").isTrue();
          shown++;
          assertThat(app.sum("database_query_duration_seconds_count")).isEqualTo(shown);
          assertThat(app.spans()).hasSize(1).allMatch(SpanData::hasEnded);
        }
      }
      assertThat(app.sum("database_errors_total{")).isEqualTo(shown);
      app.assertSound();
    }
    System.out.printf(
        "row 8: %d failures through an observed data source, each the same object%n", shown);
  }

  private Throwable run(DataSource observed, Call call, Throwable thrown) throws SQLException {
    failure.set(null);
    try (Connection connection = observed.getConnection();
        Statement plain = connection.createStatement();
        PreparedStatement prepared = connection.prepareStatement(SQL);
        CallableStatement callable = connection.prepareCall("call p()")) {
      plain.addBatch(SQL);
      prepared.addBatch();
      failure.set(thrown);
      Thread.currentThread().interrupt();
      return catchThrowable(() -> call.of(plain, prepared, callable));
    } finally {
      failure.set(null);
    }
  }

  @Test
  void a_pools_own_failures_are_the_very_same_objects() {
    List<Throwable> seen = new ArrayList<>();
    try (MeasuredApp app = MeasuredApp.start()) {
      for (Throwable thrown : FAILURES) {
        DataSource broken =
            (DataSource)
                Proxy.newProxyInstance(
                    getClass().getClassLoader(),
                    new Class<?>[] {DataSource.class},
                    (proxy, method, args) -> {
                      throw thrown;
                    });
        DataSource observed = ObservedDataSource.of(app.obs(), "stub", broken);
        seen.add(catchThrowable(observed::getConnection));
        seen.add(catchThrowable(() -> observed.getConnection("u", "p")));
      }
    }
    for (int i = 0; i < seen.size(); i++) {
      assertThat(seen.get(i)).isSameAs(FAILURES.get(i / 2));
    }
  }
}
