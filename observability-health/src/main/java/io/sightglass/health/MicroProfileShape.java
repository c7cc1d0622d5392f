// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.health;

/** The one shape of MicroProfile Health, for tools that read it. */
final class MicroProfileShape implements Shape {

  private static Json top(Verdict verdict) {
    return new Json().open().field("status", verdict.isGood() ? "UP" : "DOWN").openList("checks");
  }

  @Override
  public Json status(Verdict verdict) {
    return top(verdict).closeList().close();
  }

  @Override
  public Json summary(Verdict verdict) {
    return detailed(verdict);
  }

  @Override
  public Json detailed(Verdict verdict) {
    Json json = top(verdict);
    verdict.checks().forEach((check, reading) -> CheckItem.write(json, check, reading));
    return json.closeList().close();
  }
}
