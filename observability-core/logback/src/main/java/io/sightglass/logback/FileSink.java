// SPDX-License-Identifier: Apache-2.0
// Copyright The Sightglass authors
package io.sightglass.logback;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A file that lines are added to. It is made, with its folder, where it is missing, opened again
 * where somebody moved or deleted it, and rolled when it is due. A line that could not be written
 * whole is taken away again.
 */
final class FileSink implements LineSink {

  private static final int BATCH = 64 * 1024;
  private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Path path;
  private final Rolling rolling;
  private final boolean early;
  private @Nullable FileChannel channel;
  private @Nullable Object key;
  private boolean regular;
  private boolean torn;
  private long size;
  private long period;
  private long looked;

  /**
   * Made for a path that need not be there.
   *
   * @param early whether the file is made before the first line
   */
  FileSink(Path path, Rolling rolling, boolean early) {
    this.path = path;
    this.early = early;
    this.rolling = rolling;
  }

  /** The errors' file beside it: {@code app-errors.log} beside {@code app.log}. */
  static Path errorsBeside(Path path) {
    String name = String.valueOf(path.getFileName());
    int dot = name.lastIndexOf('.');
    String errors =
        dot <= 0 ? name + "-errors" : name.substring(0, dot) + "-errors" + name.substring(dot);
    return path.resolveSibling(errors);
  }

  /** A pipe is written to in what it takes at once. */
  @Override
  public int batchBytes() {
    return Files.exists(path) && !Files.isRegularFile(path) ? BATCH / 8 : BATCH;
  }

  @Override
  public void prepare() throws IOException {
    if (early) {
      ready(0);
    }
  }

  @Override
  public void write(ByteBuffer lines) throws IOException {
    FileChannel open = ready(lines.remaining());
    if (torn) {
      ConsoleSink.fully(open, ByteBuffer.wrap(new byte[] {'\n'}));
      torn = false;
    }
    int from = lines.position();
    try {
      ConsoleSink.fully(open, lines);
    } finally {
      size += lines.position() - from;
    }
  }

  private FileChannel ready(int more) throws IOException {
    FileChannel open = channel;
    if (open != null && System.nanoTime() - looked >= LOOK_NANOS && isElsewhere(open)) {
      close();
      open = null;
    }
    if (open == null) {
      open = open();
    }
    if (regular && size > 0 && rolling.isDue(size + more, period)) {
      close();
      rolling.roll(path, period);
      open = open();
    }
    return open;
  }

  /** Whether the file was moved or deleted; takes notice of one that was emptied. */
  private boolean isElsewhere(FileChannel open) throws IOException {
    looked = System.nanoTime();
    if (!regular) {
      return false;
    }
    size = open.size();
    try {
      return !Objects.equals(key, attributes().fileKey());
    } catch (NoSuchFileException deleted) {
      return true;
    }
  }

  private BasicFileAttributes attributes() throws IOException {
    return Files.readAttributes(path, BasicFileAttributes.class);
  }

  private FileChannel open() throws IOException {
    Path folder = path.toAbsolutePath().getParent();
    if (folder != null && !Files.isDirectory(folder)) {
      Files.createDirectories(folder);
    }
    FileChannel open =
        FileChannel.open(
            path, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
    try {
      BasicFileAttributes now = attributes();
      regular = now.isRegularFile();
      key = now.fileKey();
      size = regular ? open.size() : 0;
      period = rolling.period(size == 0 ? 0 : now.lastModifiedTime().toMillis());
      looked = System.nanoTime();
      if (regular) {
        long whole = size == 0 ? 0 : mend(open);
        torn = whole < 0;
        size = torn ? size : whole;
      }
    } catch (IOException e) {
      open.close();
      throw e;
    }
    channel = open;
    return open;
  }

  private long mend(FileChannel open) throws IOException {
    try {
      return TornLine.mend(path, open, size);
    } catch (AccessDeniedException writeOnly) {
      return -1;
    }
  }

  @Override
  public void tear(int bytes) {
    FileChannel open = channel;
    if (bytes > 0 && regular && open != null) {
      try {
        // Where somebody else has added something, it is theirs.
        if (open.size() == size) {
          open.truncate(size - bytes);
          bytes = 0;
        }
      } catch (IOException e) {
        // The next write begins on a fresh line, then.
        torn = true;
      }
    }
    torn |= bytes > 0;
    boolean fresh = torn;
    close();
    torn = fresh;
  }

  @Override
  public void close() {
    FileChannel open = channel;
    channel = null;
    if (open != null) {
      try {
        open.close();
      } catch (IOException e) {
        // What was written was written; there is nothing to do about it here.
        looked = 0;
      }
    }
  }
}
