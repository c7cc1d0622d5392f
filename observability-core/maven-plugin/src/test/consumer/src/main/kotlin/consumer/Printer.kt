// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package consumer

import io.sightglass.Instrumented

/** A class of Kotlin's, whose methods are final unless they say otherwise. */
class Printer {

  fun print(text: String): Int = pages(text, lines = 2)

  @Instrumented("order.print")
  private fun pages(text: String, lines: Int = 1, check: (String) -> Boolean = { it.isNotEmpty() }): Int {
    var pages = 0
    for (word in text.split(" ")) {
      pages += if (check(word)) word.length / lines else 0
    }
    return pages
  }
}
