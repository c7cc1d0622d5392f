// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.logback;

import io.sightglass.Code;
import io.sightglass.Diagnostics;
import io.sightglass.Observability;
import io.sightglass.config.Setting;
import io.sightglass.config.Settings;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** An app of that name and those settings, whose warnings are kept. */
final class TestObs {

  final List<Code> warnings = new CopyOnWriteArrayList<>();
  final Observability obs;

  TestObs(String name, Map<String, String> values) {
    Settings settings =
        new Settings() {
          @Override
          @SuppressWarnings("unchecked") // Only settings of text are asked for.
          public <T> T get(Setting<T> setting) {
            String value = values.get(setting.name());
            return value == null ? setting.defaultValue() : (T) value;
          }

          @Override
          public boolean isSet(Setting<?> setting) {
            return values.containsKey(setting.name());
          }
        };
    Diagnostics diagnostics =
        proxy(
            Diagnostics.class, (self, method, args) -> warnings.add((Code) args[0]) ? null : null);
    obs =
        proxy(
            Observability.class,
            (self, method, args) ->
                switch (method.getName()) {
                  case "name" -> name;
                  case "settings" -> settings;
                  case "diagnostics" -> diagnostics;
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(
        Proxy.newProxyInstance(TestObs.class.getClassLoader(), new Class<?>[] {type}, handler));
  }
}
