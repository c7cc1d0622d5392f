// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.UndeclaredThrowableException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

class ErrorTypesTest {

  static class Refused extends IllegalStateException {
    private static final long serialVersionUID = 1;
  }

  static final class Refused$$Proxied$1f2e extends Refused {
    private static final long serialVersionUID = 1;
  }

  @Test
  void a_class_is_called_without_its_package_and_its_outer_class() {
    assertThat(ErrorTypes.of(new IOException("x"))).isEqualTo("IOException");
    assertThat(ErrorTypes.of(new Refused())).isEqualTo("Refused");
    assertThat(ErrorTypes.of(new StackOverflowError())).isEqualTo("StackOverflowError");
  }

  @Test
  void a_class_without_a_name_of_its_own_is_called_as_its_parent() {
    class Local extends Refused {
      private static final long serialVersionUID = 1;
    }
    assertThat(ErrorTypes.of(new Refused() {})).isEqualTo("Refused");
    assertThat(ErrorTypes.of(new Local())).isEqualTo("Refused");
    assertThat(ErrorTypes.of(new Refused$$Proxied$1f2e())).isEqualTo("Refused");
  }

  @Test
  void what_the_jdk_wraps_a_failure_in_is_called_as_what_is_inside() {
    IOException inside = new IOException("x");
    assertThat(ErrorTypes.of(new CompletionException(inside))).isEqualTo("IOException");
    assertThat(ErrorTypes.of(new ExecutionException(new CompletionException(inside))))
        .isEqualTo("IOException");
    assertThat(ErrorTypes.of(new InvocationTargetException(inside))).isEqualTo("IOException");
    assertThat(ErrorTypes.of(new UndeclaredThrowableException(inside))).isEqualTo("IOException");
    // Somebody's decision, and says more.
    assertThat(ErrorTypes.of(new UncheckedIOException(inside))).isEqualTo("UncheckedIOException");
    assertThat(ErrorTypes.of(new CompletionException("no cause", null)))
        .isEqualTo("CompletionException");
  }
}
