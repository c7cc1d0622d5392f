// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.config;

import java.util.ArrayList;
import java.util.List;

/** The table of settings. */
final class SettingTable {

  private static final List<Setting<?>> OWN =
      List.of(
          Setting.APP_ENV,
          Setting.APP_VERSION,
          Setting.STRICT,
          Setting.METRICS_ENABLED,
          Setting.METRICS_PORT,
          Setting.METRICS_HOST,
          Setting.MAX_LABEL_VALUES,
          Setting.MAX_LABEL_SETS,
          Setting.NAMING_PROFILE,
          Setting.NAMING_PREFIX,
          Setting.NAMING_RENAME,
          Setting.EVENTS_LINES,
          Setting.EVENTS_MAX_SERIES,
          Setting.MONEY_CURRENCIES,
          Setting.MONEY_STYLE,
          Setting.LOG_LEVEL,
          Setting.LOG_FORMAT,
          Setting.LOG_FILE_PATH,
          Setting.LOG_MDC,
          Setting.ACTIVITY_LINE,
          Setting.HTTP_TRUST,
          Setting.HTTP_REQUEST_LINE,
          Setting.HTTP_REQUEST_ID_HEADER,
          Setting.HTTP_KNOWN_METHODS,
          Setting.HTTP_PROPAGATE_TO,
          Setting.HEALTH_CHECK_TIMEOUT,
          Setting.HEALTH_CACHE,
          Setting.SHUTDOWN_TIMEOUT,
          Setting.SHUTDOWN_DELAY);

  static final List<Setting<?>> ALL = all();

  private SettingTable() {}

  private static List<Setting<?>> all() {
    List<Setting<?>> all = new ArrayList<>(OWN);
    all.addAll(LogLineSettings.all());
    all.addAll(LogPipelineSettings.all());
    all.addAll(HealthSettings.all());
    all.addAll(OpsSettings.all());
    all.addAll(ErrorSettings.all());
    all.addAll(SentrySettings.all());
    all.addAll(AiSettings.all());
    all.addAll(DatabaseSettings.all());
    all.addAll(OtelSettings.all());
    all.addAll(OtlpSettings.all());
    return List.copyOf(all);
  }
}
