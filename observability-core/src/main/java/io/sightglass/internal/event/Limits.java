// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.internal.event;

import io.sightglass.config.Setting;
import io.sightglass.config.Settings;
import java.util.List;

/**
 * What an app's settings say about declarations.
 *
 * @param currencies the allowed ones, as ISO 4217 codes
 * @param currencyInName whether an amount has a histogram for each currency, or one with a label
 * @param maxSeries how many label sets the closed labels of one meter may make
 */
record Limits(List<String> currencies, boolean currencyInName, int maxSeries) {

  static Limits defaults() {
    return of(
        Setting.MONEY_CURRENCIES.defaultValue(),
        Setting.MONEY_STYLE.defaultValue(),
        Setting.EVENTS_MAX_SERIES.defaultValue());
  }

  static Limits of(Settings settings) {
    return of(
        settings.get(Setting.MONEY_CURRENCIES),
        settings.get(Setting.MONEY_STYLE),
        settings.get(Setting.EVENTS_MAX_SERIES));
  }

  static Limits of(String currencies, String style, int maxSeries) {
    return new Limits(List.of(currencies.split(",")), style.equals("name"), maxSeries);
  }
}
