// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.weave.maven;

import java.io.File;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** Weaves the annotated methods of the project's classes. */
@Mojo(name = "weave", defaultPhase = LifecyclePhase.PROCESS_CLASSES, threadSafe = true)
public final class WeaveMojo extends Weaving {

  /** The folder of class files; woven in place. */
  @Parameter(defaultValue = "${project.build.outputDirectory}")
  private @Nullable File classes;

  /** For Maven. */
  public WeaveMojo() {}

  @Override
  public void execute() throws MojoExecutionException {
    weave(classes);
  }
}
