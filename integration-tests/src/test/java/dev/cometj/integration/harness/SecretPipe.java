package dev.cometj.integration.harness;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// An authenticated peer that says whatever a test wants: the original's secret connection, made by the Go
/// program `secretpipe`, with raw bytes on top.
public final class SecretPipe implements AutoCloseable {
  private final Process process;
  private final String id;

  private SecretPipe(Process process, String id) {
    this.process = process;
    this.id = id;
  }

  /// Dials a node and makes the secret connection under a fresh node key.
  public static SecretPipe dial(InetSocketAddress address) {
    Path program = Repository.root().resolve("integration-tests/target/go/secretpipe");
    try {
      var process =
          new ProcessBuilder(program.toString(), address.getHostString() + ':' + address.getPort())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      return new SecretPipe(process, firstLine(process.getInputStream()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The node id of the fresh key.
  public String id() {
    return id;
  }

  /// Whether the node has not hung up yet.
  public boolean isOpen() {
    return process.isAlive();
  }

  /// Writes bytes into the encrypted stream; what the node no longer reads is lost.
  public SecretPipe write(byte[] bytes) {
    try {
      process.getOutputStream().write(bytes);
      process.getOutputStream().flush();
    } catch (IOException e) {
      // The node has hung up: what the test waits for.
    }
    return this;
  }

  /// Waits until the node has hung up.
  ///
  /// @return all bytes that the node has sent
  /// @throws AssertionError when the connection is still open at the deadline
  public byte[] awaitEnd(Duration deadline) {
    var received = new ByteArrayOutputStream();
    var reader = Thread.ofVirtual().start(() -> readInto(received));
    try {
      if (!process.waitFor(deadline.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new AssertionError("the node has not hung up in " + deadline);
      }
      reader.join();
      return received.toByteArray();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /// Hangs up, if the node has not yet.
  @Override
  public void close() {
    try {
      process.getOutputStream().close();
    } catch (IOException e) {
      // It has ended already.
    }
    process.destroy();
  }

  private void readInto(ByteArrayOutputStream received) {
    try {
      process.getInputStream().transferTo(received);
    } catch (IOException e) {
      // The test has closed the pipe itself.
    }
  }

  private static String firstLine(InputStream in) throws IOException {
    var line = new ByteArrayOutputStream();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new IOException("secretpipe has made no secret connection");
      }
      line.write(next);
    }
    return line.toString(StandardCharsets.US_ASCII);
  }
}
