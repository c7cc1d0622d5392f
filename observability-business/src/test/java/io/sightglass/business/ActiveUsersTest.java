// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.business;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ActiveUsersTest {

  private final BusinessApp app = new BusinessApp();
  private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5_000_000_000L);

  @AfterEach
  void close() {
    app.close();
  }

  private ActiveUsers users(boolean byWorkspace) {
    return new ActiveUsers(app.obs, byWorkspace, Duration.ofMinutes(5), now::get);
  }

  private double active(String... labels) {
    return app.page().sum("analytics_active_users", labels);
  }

  private void pass(Duration time) {
    now.addAndGet(time.toNanos());
  }

  @Test
  void a_user_counts_once_and_until_the_window_has_passed() {
    ActiveUsers users = users(false);
    assertThat(active()).isZero();
    users.seen("u_1", "w_1");
    users.seen("u_1", "w_2");
    users.seen("u_2", null);
    pass(Duration.ofMinutes(4));
    assertThat(active()).isEqualTo(2);
    users.seen("u_1", "w_1");
    pass(Duration.ofMinutes(2));
    assertThat(active()).isEqualTo(1);
    pass(Duration.ofMinutes(5));
    assertThat(active()).isZero();
  }

  @Test
  void nobody_and_an_endless_id_are_counted_as_invalid_only() {
    ActiveUsers users = users(false);
    users.seen(null, "w_1");
    users.seen("x".repeat(10_000), "w_1");
    assertThat(active()).isZero();
    assertThat(app.page().sum("sightglass_invalid_total", "kind", "user_id")).isEqualTo(1);
  }

  @Test
  void a_workspace_has_its_own_number_when_switched_on() {
    ActiveUsers users = users(true);
    users.seen("u_1", "acme");
    users.seen("u_2", "acme");
    users.seen("u_1", "globex");
    users.seen("u_3", null);
    assertThat(active("workspace", "acme")).isEqualTo(2);
    assertThat(active("workspace", "globex")).isEqualTo(1);
    pass(Duration.ofMinutes(6));
    assertThat(active("workspace", "acme")).isZero();
  }

  @Test
  void workspaces_beyond_the_first_hundred_share_one_number_and_nobody_is_lost() {
    ActiveUsers users = users(true);
    for (int i = 0; i < 1_000; i++) {
      users.seen("u_" + i, "w_" + i);
    }
    pass(Duration.ofSeconds(1));
    assertThat(app.page().values("analytics_active_users", "workspace"))
        .hasSize(101)
        .contains("w_0", "w_99", "_other");
    assertThat(active("workspace", "_other")).isEqualTo(900);
    assertThat(active()).isEqualTo(1_000);
  }

  @Test
  void workspaces_that_may_not_be_labels_share_one_number_too() {
    ActiveUsers users = users(true);
    for (int i = 0; i < 20; i++) {
      users.seen("u_" + i, new UUID(7, i).toString());
    }
    users.seen("u_1", "acme");
    pass(Duration.ofSeconds(1));
    assertThat(active("workspace", "_other")).isEqualTo(20);
    assertThat(active("workspace", "acme")).isEqualTo(1);
    assertThat(app.page().values("analytics_active_users", "workspace")).hasSize(2);
  }

  @Test
  void what_is_remembered_is_bounded() {
    ActiveUsers users = users(false);
    for (int i = 0; i < ActiveUsers.MAX_USERS + 500; i++) {
      users.seen("u_" + i, null);
    }
    pass(Duration.ofSeconds(2));
    assertThat(active()).isEqualTo(ActiveUsers.MAX_USERS);
    assertThat(app.page().sum("sightglass_invalid_total", "kind", "active_users")).isEqualTo(500);
    pass(Duration.ofMinutes(5));
    users.seen("late", null);
    pass(Duration.ofSeconds(1));
    assertThat(active()).isEqualTo(1);
  }

  @Test
  void users_are_exact_from_many_threads() throws InterruptedException {
    ActiveUsers users = users(true);
    ExecutorService pool = Executors.newFixedThreadPool(8);
    for (int t = 0; t < 8; t++) {
      pool.execute(
          () -> {
            for (int i = 0; i < 3_000; i++) {
              users.seen("u_" + i, "w_" + i % 150);
            }
          });
    }
    pool.shutdown();
    assertThat(pool.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
    pass(Duration.ofSeconds(1));
    assertThat(active()).isEqualTo(3_000);
    assertThat(app.page().values("analytics_active_users", "workspace")).hasSize(101);
  }

  @Test
  void the_switch_and_the_window_are_the_builders() {
    Business byWorkspace =
        Business.builder(app.obs)
            .activeUsersByWorkspace()
            .activeUserWindow(Duration.ofHours(1))
            .build();
    byWorkspace.analytics().seen("u_1", "acme");
    assertThat(active("workspace", "acme")).isEqualTo(1);
    assertThatThrownBy(() -> Business.builder(app.obs).activeUserWindow(Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1 second to 1 day");
  }
}
