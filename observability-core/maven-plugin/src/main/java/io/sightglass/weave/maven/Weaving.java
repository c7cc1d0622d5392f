// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.weave.maven;

import io.sightglass.weave.FolderWeaver;
import java.io.File;
import java.io.IOException;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** What both goals do, each with its folder. */
abstract class Weaving extends AbstractMojo {

  /** Leaves the classes as they are. */
  @Parameter(property = "sightglass.weave.skip", defaultValue = "false")
  private boolean skip;

  final void weave(@Nullable File folder) throws MojoExecutionException {
    if (skip || folder == null) {
      getLog().info("weaving is skipped");
      return;
    }
    try {
      FolderWeaver.weave(folder.toPath(), text -> getLog().info(text), text -> getLog().warn(text));
    } catch (IOException failure) {
      throw new MojoExecutionException("the classes of " + folder + " cannot be woven", failure);
    }
  }
}
