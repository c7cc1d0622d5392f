// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.weave.maven;

import java.io.File;
import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;
import org.jspecify.annotations.Nullable;

/**
 * Writes what watches the project's app, from the meters that it and the library declare:
 * Prometheus rules and their tests, SLOs, dashboards, Alertmanager's configuration, runbooks.
 */
@Mojo(
    name = "monitoring",
    defaultPhase = LifecyclePhase.PREPARE_PACKAGE,
    requiresDependencyResolution = ResolutionScope.RUNTIME,
    threadSafe = true)
public final class MonitoringMojo extends AbstractMojo {

  private static final String MAIN = "io.sightglass.monitoring.MonitoringMain";

  /** The folder that the files go to. */
  @Parameter(
      property = "observability.monitoring",
      defaultValue = "${project.build.directory}/monitoring")
  private @Nullable File folder;

  /** The naming profile that the app runs with: a ready-made one's name. */
  @Parameter(property = "observability.naming", defaultValue = "default")
  private @Nullable String naming;

  /** The app's prefix, as in {@code sightglass.naming.prefix}. */
  @Parameter(property = "observability.prefix")
  private @Nullable String prefix;

  /** Single renames, as in {@code sightglass.naming.rename}. */
  @Parameter(property = "observability.rename")
  private @Nullable String rename;

  /** Further settings, such as {@code alerts.HighErrorRate.threshold}. */
  @Parameter private @Nullable Map<String, String> settings;

  /** What the app runs with. */
  @Parameter(defaultValue = "${project.runtimeClasspathElements}", readonly = true, required = true)
  private @Nullable List<String> classPath;

  /** For Maven. */
  public MonitoringMojo() {}

  @Override
  public void execute() throws MojoExecutionException, MojoFailureException {
    // The app's own first, so that its version of the library declares the meters.
    try (URLClassLoader loader = new URLClassLoader(urls(), ClassLoader.getPlatformClassLoader())) {
      Thread thread = Thread.currentThread();
      ClassLoader before = thread.getContextClassLoader();
      thread.setContextClassLoader(loader);
      try {
        Class.forName(MAIN, true, loader)
            .getMethod("main", String[].class)
            .invoke(null, (Object) arguments());
      } finally {
        thread.setContextClassLoader(before);
      }
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof IllegalArgumentException refused) {
        throw new MojoFailureException(refused.getMessage(), refused);
      }
      throw new MojoExecutionException("the monitoring files cannot be made", e.getCause());
    } catch (ClassNotFoundException e) {
      throw new MojoFailureException(
          "observability-monitoring is missing: add it to the plugin's dependencies", e);
    } catch (ReflectiveOperationException | java.io.IOException e) {
      throw new MojoExecutionException("the monitoring files cannot be made", e);
    }
  }

  private String[] arguments() {
    Map<String, String> all = new TreeMap<>(settings == null ? Map.of() : settings);
    put(all, "naming", naming);
    put(all, "prefix", prefix);
    put(all, "rename", rename);
    List<String> arguments = new ArrayList<>();
    arguments.add(String.valueOf(folder));
    all.forEach((key, value) -> arguments.add(key + "=" + value));
    return arguments.toArray(String[]::new);
  }

  private static void put(Map<String, String> all, String key, @Nullable String value) {
    if (value != null && !value.isBlank()) {
      all.put(key, value);
    }
  }

  private URL[] urls() throws MalformedURLException {
    List<URL> urls = new ArrayList<>();
    if (classPath != null) {
      for (String element : classPath) {
        urls.add(new File(element).toURI().toURL());
      }
    }
    if (getClass().getClassLoader() instanceof URLClassLoader own) {
      urls.addAll(List.of(own.getURLs()));
    }
    return urls.toArray(URL[]::new);
  }
}
