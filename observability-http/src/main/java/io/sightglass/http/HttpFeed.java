// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.http;

import io.sightglass.Observability;
import io.sightglass.catalogue.MeterFeed;
import io.sightglass.config.Setting;
import java.util.List;

/** The meters of HTTP, for docs and dashboards made without an app. */
public final class HttpFeed implements MeterFeed {

  /** For the service loader. */
  public HttpFeed() {}

  @Override
  public String title() {
    return "HTTP";
  }

  @Override
  public int order() {
    return 10;
  }

  @Override
  public void declare(Observability obs) {
    HttpMethods methods = HttpMethods.of(obs.settings().get(Setting.HTTP_KNOWN_METHODS));
    new ServerMeters(obs, methods, List.of());
    new ClientMeters(obs, methods);
    obs.meters().counter(Rejection.METER);
  }
}
