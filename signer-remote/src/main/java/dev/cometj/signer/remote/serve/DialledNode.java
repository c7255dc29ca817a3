package dev.cometj.signer.remote.serve;

import dev.cometj.crypto.Ed25519PrivateKey;
import dev.cometj.execution.abci.ProtocolAddress;
import dev.cometj.execution.signing.MessageSigner;
import dev.cometj.p2p.spi.Mailbox;
import dev.cometj.p2p.spi.NodeRuntime;
import dev.cometj.signer.remote.stream.Deadlines;
import dev.cometj.signer.remote.stream.SignerStream;
import dev.cometj.wire.privval.Message;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// The node that a signer serves: dialled again and again, one request answered after the other; Go's
/// `privval/signer_dialer_endpoint.go`.
///
/// One thread does all of it and blocks. A node that says nothing for five seconds is dialled anew: it pings more often.
public final class DialledNode implements AutoCloseable {
  private static final Logger LOG = System.getLogger(DialledNode.class.getPackageName());
  private static final Duration READ_WRITE = Duration.ofSeconds(5);
  private static final long RETRY_MILLIS = 100;
  private static final int LOGGED_FAILURES = 50;

  private final ProtocolAddress address;
  private final RequestHandler handler;
  private final NodeRuntime runtime;
  private final Mailbox timer;
  private final Deadlines deadlines;
  private final Ed25519PrivateKey key;
  private final CountDownLatch end = new CountDownLatch(1);
  private volatile @Nullable SignerStream connection;

  private DialledNode(ProtocolAddress address, RequestHandler handler, NodeRuntime runtime) {
    this.address = address;
    this.handler = handler;
    this.runtime = runtime;
    timer = runtime.mailbox("signer");
    deadlines = new Deadlines(timer, READ_WRITE);
    key = Ed25519PrivateKey.generate(runtime.random("signer-connection"));
  }

  /// Start dialling.
  ///
  /// @param address where the node listens for its signer
  /// @param chainId the only chain that is signed for
  /// @param signer the key
  /// @param runtime gives threads, timers and randomness
  /// @return the node, being dialled
  public static DialledNode start(
      ProtocolAddress address, String chainId, MessageSigner signer, NodeRuntime runtime) {
    DialledNode node = new DialledNode(address, new RequestHandler(signer, chainId), runtime);
    runtime.blocking().execute(node::dialAndServe);
    return node;
  }

  private void dialAndServe() {
    RandomGenerator random = runtime.random("signer-handshake");
    int failures = 0;
    try {
      do {
        try (SignerStream stream =
            SignerStream.over(address, address.connect(), key, random, deadlines)) {
          LOG.log(Level.INFO, "SignerServer: connected to {0}", address);
          failures = 0;
          connection = stream;
          if (end.getCount() > 0) {
            serve(stream);
          }
        } catch (IOException e) {
          Level level = failures++ % LOGGED_FAILURES == 0 ? Level.INFO : Level.DEBUG;
          LOG.log(level, "SignerServer: no node at {0} err={1}", address, e.getMessage());
        }
      } while (!end.await(RETRY_MILLIS, TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void serve(SignerStream stream) throws IOException {
    while (true) {
      Message request = stream.read();
      Optional<Message> answer = handler.answer(request);
      if (answer.isEmpty()) {
        throw new IOException("the node sent " + request.getSumCase());
      }
      stream.write(answer.get());
    }
  }

  /// Wait until this is closed. Blocks.
  ///
  /// @throws InterruptedException if the waiting thread is interrupted
  public void awaitEnd() throws InterruptedException {
    end.await();
  }

  @Override
  public void close() {
    end.countDown();
    timer.close();
    SignerStream open = connection;
    if (open != null) {
      try {
        open.close();
      } catch (IOException e) {
        LOG.log(Level.DEBUG, "The connection to the node did not close", e);
      }
    }
  }
}
