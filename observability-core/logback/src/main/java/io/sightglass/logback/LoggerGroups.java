// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.logback;

import java.util.LinkedHashMap;
import java.util.Map;

/** The groups that loggers are counted under: few, whatever the app is called. */
final class LoggerGroups {

  static final String APP = "app";

  private static final Map<String, String> KNOWN =
      Map.ofEntries(
          Map.entry("io.sightglass", "sightglass"),
          Map.entry("io.sightglass.http.access", "access"),
          Map.entry("io.sightglass.activity", "activity"),
          Map.entry("business", "business"),
          Map.entry("org.springframework", "spring"),
          Map.entry("org.hibernate", "database"),
          Map.entry("com.zaxxer.hikari", "database"),
          Map.entry("org.postgresql", "database"),
          Map.entry("com.mysql", "database"),
          Map.entry("org.flywaydb", "database"),
          Map.entry("liquibase", "database"),
          Map.entry("org.mongodb", "database"),
          Map.entry("io.lettuce", "cache"),
          Map.entry("redis.clients", "cache"),
          Map.entry("org.apache.kafka", "messaging"),
          Map.entry("com.rabbitmq", "messaging"),
          Map.entry("org.apache.http", "http"),
          Map.entry("org.apache.hc", "http"),
          Map.entry("okhttp3", "http"),
          Map.entry("io.netty", "http"),
          Map.entry("io.grpc", "http"),
          Map.entry("reactor.netty", "http"),
          Map.entry("io.undertow", "http"),
          Map.entry("org.eclipse.jetty", "http"),
          Map.entry("org.apache.catalina", "http"),
          Map.entry("org.apache.coyote", "http"),
          Map.entry("io.opentelemetry", "telemetry"),
          Map.entry("io.micrometer", "telemetry"),
          Map.entry("software.amazon.awssdk", "cloud"),
          Map.entry("com.amazonaws", "cloud"),
          Map.entry("com.google.cloud", "cloud"),
          Map.entry("com.azure", "cloud"));

  private final LoggerNames<String> groups;

  LoggerGroups(Map<String, String> asked) {
    Map<String, String> all = new LinkedHashMap<>(KNOWN);
    all.putAll(asked);
    groups = new LoggerNames<>(all);
  }

  String of(String logger) {
    String group = groups.of(logger);
    return group == null ? APP : group;
  }
}
