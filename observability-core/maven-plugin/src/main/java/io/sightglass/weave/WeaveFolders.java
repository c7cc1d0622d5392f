// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.weave;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The weaver as a program, for builds that are not Maven's: {@code java -jar
 * observability-maven-plugin-…-agent.jar build/classes/java/main}. It weaves folders of class files
 * in place, prints what it wove, and ends with an exit code other than 0 where it could not.
 */
public final class WeaveFolders {

  private WeaveFolders() {}

  /** Takes the folders. */
  public static void main(String[] folders) throws IOException {
    if (folders.length == 0) {
      throw new IllegalArgumentException("no folder of class files is given");
    }
    for (String folder : folders) {
      Path path = Path.of(folder);
      if (!Files.isDirectory(path)) {
        throw new IllegalArgumentException(folder + " is no folder of class files");
      }
      FolderWeaver.weave(path, System.out::println, System.err::println);
    }
  }
}
