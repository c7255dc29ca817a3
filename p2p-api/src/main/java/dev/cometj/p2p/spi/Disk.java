package dev.cometj.p2p.spi;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/// The files of a node, as far as the p2p layer needs them. Methods block: call them from
/// [NodeRuntime#blocking()]. In the testkit the disk is in memory and can fail, tear and forget.
public interface Disk {
  /// Tell a file's size.
  ///
  /// @param file the file
  /// @return bytes, or empty if there is no such file
  /// @throws IOException if it cannot be told
  OptionalLong size(Path file) throws IOException;

  /// Open a file for reading.
  ///
  /// @param file the file
  /// @return its content, to be closed by the caller, or empty if there is no such file
  /// @throws IOException if it cannot be opened
  Optional<InputStream> open(Path file) throws IOException;

  /// Replace a file's content durably and atomically: after this returns the new content survives a power loss,
  /// and at any moment before the old or the new one is there, whole. Folders are made as needed.
  ///
  /// @param file the file
  /// @param content the new content
  /// @throws IOException if it fails; the old content is still there
  void replace(Path file, byte[] content) throws IOException;

  /// Rename a file, replacing the target.
  ///
  /// @param from the file
  /// @param to its new name
  /// @throws IOException if it fails
  void move(Path from, Path to) throws IOException;
}
