// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.outages;

import io.sightglass.Observability;
import io.sightglass.endpoint.OpsEndpoint;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;

/**
 * An app that starts what its class path has, and nothing by hand. Reflection, because it is
 * compiled with every module and run without some.
 */
public final class ExposedApp {

  private ExposedApp() {}

  /** Prints the port of the operational endpoints, or -1, and waits to be killed. */
  public static void main(String[] args) throws Exception {
    Observability obs = Observability.fromEnvironment("exposed");
    OpsEndpoint.Group[] groups =
        has("io.sightglass.health.Health")
            ? new OpsEndpoint.Group[] {(OpsEndpoint.Group) call("io.sightglass.health.Health", obs)}
            : new OpsEndpoint.Group[0];
    if (has("io.sightglass.business.Business")) {
      call("io.sightglass.business.Business", obs);
    }
    int port = -1;
    if (has("io.sightglass.http.ObservabilityServer")) {
      Class<?> type = Class.forName("io.sightglass.http.ObservabilityServer");
      Method start = type.getMethod("start", Observability.class, OpsEndpoint.Group[].class);
      Object server = start.invoke(null, obs, groups);
      port = (int) type.getMethod("port").invoke(server);
    }
    obs.started();
    System.out.println("port " + port);
    Thread.currentThread().join();
  }

  private static boolean has(String type) {
    return ExposedApp.class.getResource("/" + type.replace('.', '/') + ".class") != null;
  }

  private static Object call(String type, Observability obs)
      throws ClassNotFoundException,
          NoSuchMethodException,
          IllegalAccessException,
          InvocationTargetException {
    return Class.forName(type).getMethod("of", Observability.class).invoke(null, obs);
  }
}
