// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class IdSetTest {

  @Test
  void itSaysWhatASetOfTheLibrarySays() {
    IdSet ids = new IdSet(1_000_000);
    Set<Long> reference = new HashSet<>();
    Random random = new Random(11);
    for (int i = 0; i < 200_000; i++) {
      long id = random.nextLong(60_000) << 40;
      assertThat(ids.add(id)).isEqualTo(reference.add(id));
    }
    assertThat(ids.size()).isEqualTo(reference.size());
  }

  @Test
  void aFullSetTakesNothingMore() {
    IdSet ids = new IdSet(2);
    assertThat(ids.add(0)).isTrue();
    assertThat(ids.add(0)).isFalse();
    assertThat(ids.add(5)).isTrue();
    assertThat(ids.isFull()).isTrue();
    assertThat(ids.add(6)).isFalse();
    assertThat(ids.size()).isEqualTo(2);
  }
}
