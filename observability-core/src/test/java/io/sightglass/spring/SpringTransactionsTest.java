// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.spring;

import static io.sightglass.jdbc.Ledger.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sightglass.jdbc.Ledger;
import java.sql.SQLException;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.UnexpectedRollbackException;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

class SpringTransactionsTest {

  private final JdbcConnectionPool pool =
      JdbcConnectionPool.create("jdbc:h2:mem:spring;DB_CLOSE_DELAY=-1", "sa", "");
  private final JdbcTemplate jdbc = new JdbcTemplate(pool);
  private final DataSourceTransactionManager manager = new DataSourceTransactionManager(pool);
  private Ledger ledger;
  private SpringTransactions events;

  @BeforeEach
  void open() throws SQLException {
    ledger = Ledger.in(pool);
    events = SpringTransactions.of(ledger.obs());
  }

  @AfterEach
  void close() {
    assertThat(TransactionSynchronizationManager.getResourceMap()).isEmpty();
    assertThat(pool.getActiveConnections()).isZero();
    ledger.close();
    pool.dispose();
  }

  private void agree(int rows) throws SQLException {
    assertThat(ledger.rows()).isEqualTo(rows);
    assertThat(ledger.booked()).isEqualTo(rows);
  }

  private void transaction(int propagation, Runnable work) {
    TransactionTemplate template = new TransactionTemplate(manager);
    template.setPropagationBehavior(propagation);
    template.executeWithoutResult(status -> work.run());
  }

  private void transaction(Runnable work) {
    transaction(TransactionDefinition.PROPAGATION_REQUIRED, work);
  }

  private void book(String id) {
    events.record(event(id));
    jdbc.update("insert into payment (id, method, minor) values (?, 'UPI', 1000)", id);
  }

  private static void planted() {
    throw new IllegalStateException("planted");
  }

  private static void failing(Runnable work) {
    assertThatThrownBy(work::run).hasMessage("planted");
  }

  @Test
  void events_wait_for_the_commit() throws SQLException {
    transaction(
        () -> {
          book("p1");
          book("p2");
          assertThat(ledger.booked()).isZero();
        });
    agree(2);
  }

  @Test
  void an_exception_rolls_the_events_back() throws SQLException {
    failing(
        () ->
            transaction(
                () -> {
                  book("p1");
                  planted();
                }));
    agree(0);
    assertThat(ledger.sum("sightglass_events_skipped_total{reason=\"rolled_back\"}")).isEqualTo(1);
  }

  @Test
  void a_row_that_is_refused_is_not_counted() throws SQLException {
    transaction(() -> book("p1"));
    assertThatThrownBy(() -> transaction(() -> book("p1")))
        .isInstanceOf(DuplicateKeyException.class);
    agree(1);
  }

  @Test
  void outside_a_transaction_an_event_is_recorded_at_once() throws SQLException {
    book("p1");
    agree(1);
    transaction(TransactionDefinition.PROPAGATION_NOT_SUPPORTED, () -> book("p2"));
    transaction(TransactionDefinition.PROPAGATION_SUPPORTS, () -> book("p3"));
    agree(3);
  }

  @Test
  void one_that_takes_part_shares_the_fate_of_the_one_around_it() throws SQLException {
    failing(
        () ->
            transaction(
                () -> {
                  transaction(() -> book("p1"));
                  assertThat(ledger.booked()).isZero();
                  planted();
                }));
    agree(0);
    assertThatThrownBy(
            () ->
                transaction(
                    () -> {
                      book("p1");
                      failing(() -> transaction(SpringTransactionsTest::planted));
                    }))
        .isInstanceOf(UnexpectedRollbackException.class);
    agree(0);
  }

  @Test
  void one_of_its_own_does_not_wait_for_the_one_around_it() throws SQLException {
    failing(
        () ->
            transaction(
                () -> {
                  book("lost");
                  transaction(TransactionDefinition.PROPAGATION_REQUIRES_NEW, () -> book("p1"));
                  assertThat(ledger.booked()).isEqualTo(1);
                  book("lost too");
                  planted();
                }));
    agree(1);
  }

  @Test
  void one_of_its_own_that_fails_leaves_the_one_around_it_alone() throws SQLException {
    transaction(
        () -> {
          book("p1");
          failing(
              () ->
                  transaction(
                      TransactionDefinition.PROPAGATION_REQUIRES_NEW,
                      () -> {
                        book("lost");
                        planted();
                      }));
          book("p2");
        });
    agree(2);
  }

  @Test
  void what_runs_outside_in_between_is_recorded_at_once() throws SQLException {
    failing(
        () ->
            transaction(
                () -> {
                  book("lost");
                  transaction(
                      TransactionDefinition.PROPAGATION_NOT_SUPPORTED, () -> book("at once"));
                  assertThat(ledger.booked()).isEqualTo(1);
                  planted();
                }));
    agree(1);
  }

  @Test
  void a_nested_one_that_fails_forgets_what_came_after_its_savepoint() throws SQLException {
    transaction(
        () -> {
          book("p1");
          failing(() -> nested("lost", true));
          nested("p2", false);
          failing(() -> nested("lost again", true));
          book("p3");
        });
    agree(3);
  }

  @Test
  void a_nested_one_that_holds_the_first_event_is_forgotten_whole() throws SQLException {
    transaction(
        () -> {
          failing(() -> nested("lost", true));
          book("p1");
        });
    agree(1);
  }

  private void nested(String id, boolean fails) {
    transaction(
        TransactionDefinition.PROPAGATION_NESTED,
        () -> {
          book(id);
          if (fails) {
            planted();
          }
        });
  }

  @Test
  void a_transaction_that_may_only_roll_back_counts_nothing() throws SQLException {
    new TransactionTemplate(manager)
        .executeWithoutResult(
            status -> {
              book("p1");
              status.setRollbackOnly();
            });
    agree(0);
  }

  @Test
  void anothers_callback_that_throws_after_the_commit_costs_no_event() throws SQLException {
    failing(
        () ->
            transaction(
                () -> {
                  TransactionSynchronizationManager.registerSynchronization(
                      new TransactionSynchronization() {
                        @Override
                        public void afterCommit() {
                          planted();
                        }
                      });
                  book("p1");
                }));
    agree(1);
  }

  @Test
  void what_anothers_callback_records_after_the_commit_is_counted() {
    transaction(
        () -> {
          events.record(event("p1"));
          TransactionSynchronizationManager.registerSynchronization(
              new TransactionSynchronization() {
                @Override
                public void afterCommit() {
                  events.record(event("p2"));
                }
              });
        });
    assertThat(ledger.booked()).isEqualTo(2);
  }

  @Test
  void a_rollback_does_not_use_up_a_key() {
    failing(
        () ->
            transaction(
                () -> {
                  events.recordOnce("pay_1", event("p1"));
                  planted();
                }));
    transaction(() -> events.recordOnce("pay_1", event("p1")));
    transaction(() -> events.recordOnce("pay_1", event("p1")));
    events.recordOnce("pay_1", event("p1"));
    assertThat(ledger.booked()).isEqualTo(1);
    assertThat(ledger.sum("sightglass_events_skipped_total{reason=\"duplicate\"}")).isEqualTo(2);
  }
}
