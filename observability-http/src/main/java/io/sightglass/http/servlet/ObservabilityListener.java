// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.http.servlet;

import io.sightglass.Observability;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import java.util.Objects;

/**
 * Closes an app's observability when its servlet context ends: after the container has stopped
 * sending it requests, within the one deadline, with the report SG-0900.
 *
 * <pre>{@code
 * servletContext.addListener(ObservabilityListener.of(obs));
 * }</pre>
 *
 * <p>Thread-safe.
 */
public final class ObservabilityListener implements ServletContextListener {

  private final Observability obs;

  private ObservabilityListener(Observability obs) {
    this.obs = Objects.requireNonNull(obs, "obs");
  }

  /** A listener for that app, which is built without {@code stopWithJvm}. */
  public static ObservabilityListener of(Observability obs) {
    return new ObservabilityListener(obs);
  }

  @Override
  public void contextDestroyed(ServletContextEvent event) {
    obs.close();
  }
}
