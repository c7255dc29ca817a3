package dev.cometj.p2p.transport.secret;

import dev.cometj.crypto.X25519KeyPair;
import dev.cometj.p2p.HostPort;
import dev.cometj.p2p.InvalidAddressException;
import dev.cometj.p2p.InvalidNodeInfoException;
import dev.cometj.p2p.IpAddress;
import dev.cometj.p2p.NetAddress;
import dev.cometj.p2p.NodeId;
import dev.cometj.p2p.NodeInfo;
import dev.cometj.p2p.Rejection;
import dev.cometj.wire.decode.MalformedMessageException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Turns a byte stream into a session with a known node, or says why not; the `upgrade` of Go's `p2p/transport.go`.
///
/// The checks come in its order: the secret connection, the dialled id against the proved key, both node infos at
/// once, the info's own rules, its id against the key, not ourselves, and whether the two can talk. No name that the
/// peer tells is looked up (A44).
///
/// Bytes in, bytes out, one thread at a time; deadlines are the caller's, who sees the [#stage()].
public final class Handshake {
  private final LocalNode local;
  private final HostPort remote;
  private final Optional<NetAddress> dialled;
  private final SecretHandshake secret;
  private final DelimitedReader infoReader = new DelimitedReader(NodeInfo.MAX_ENCODED_BYTES);
  private final ByteArrayOutputStream leftover = new ByteArrayOutputStream(0);

  private Stage stage = Stage.SECRET_CONNECTION;
  private @Nullable HandshakeFailedException failure;
  private @Nullable NodeInfo remoteInfo;

  /// Make one end.
  ///
  /// @param local this node
  /// @param ephemeral our key pair for this connection alone
  /// @param remote the remote end of the stream, whose host is an IP literal
  /// @param dialled whom we dialled, or empty for an inbound connection
  public Handshake(
      LocalNode local, X25519KeyPair ephemeral, HostPort remote, Optional<NetAddress> dialled) {
    this.local = local;
    this.remote = remote;
    this.dialled = dialled;
    this.secret = new SecretHandshake(local.signer(), ephemeral, local.ciphers());
  }

  /// How far a handshake is. The original gives each of the first two its own time.
  public enum Stage {
    /// Keys are exchanged and proved.
    SECRET_CONNECTION,
    /// Both tell of themselves.
    NODE_INFO,
    /// There is a session.
    DONE
  }

  /// Tell how far it is.
  ///
  /// @return the stage
  public Stage stage() {
    return stage;
  }

  /// Tell who the peer has proved to be.
  ///
  /// @return its id, or empty while the secret connection is being made
  public Optional<NodeId> provedId() {
    return stage == Stage.SECRET_CONNECTION ? Optional.empty() : Optional.of(remoteId());
  }

  /// Give what is sent first, without waiting for the peer.
  ///
  /// @return our ephemeral key as a message
  public ByteBuffer opening() {
    return secret.opening();
  }

  /// Take network bytes. Once there is a session, those that came behind belong to it.
  ///
  /// @param network bytes from position to limit; the position is moved to the limit
  /// @param output gets what is to be sent, to be copied at once
  /// @throws HandshakeFailedException if no session comes of it; nothing may be fed any more
  public void receive(ByteBuffer network, Consumer<ByteBuffer> output)
      throws HandshakeFailedException {
    if (stage == Stage.SECRET_CONNECTION && secret.receive(network, output)) {
      introduce(output);
      byte[] behind = secret.leftover();
      takeInfo(behind, 0, behind.length);
      throwFailure();
    }
    try {
      while (stage == Stage.NODE_INFO && network.hasRemaining()) {
        secret.decoder().feedFrame(network, this::takeInfo);
        throwFailure();
      }
      if (stage == Stage.DONE) {
        secret.decoder().feed(network, this::keep);
      }
    } catch (BrokenStreamException e) {
      throw broken(e);
    }
  }

  private void introduce(Consumer<ByteBuffer> output) throws HandshakeFailedException {
    NodeId id = remoteId();
    if (dialled.isPresent() && !dialled.get().id().equals(id)) {
      throw HandshakeFailedException.of(
          Rejection.Kind.WRONG_ID,
          id,
          "dialled %s, but the key proved there is that of %s".formatted(dialled.get().id(), id));
    }
    stage = Stage.NODE_INFO;
    byte[] info = NodeInfoCodec.encodeDelimited(local.info());
    StreamEncoder encoder = secret.encoder();
    if (encoder.room() < info.length) {
      encoder.resize(info.length);
    }
    encoder.put(info, 0, info.length);
    try {
      output.accept(encoder.drain());
    } catch (BrokenStreamException e) {
      throw broken(e);
    }
  }

  private boolean takeInfo(byte[] bytes, int offset, int length) {
    try {
      int taken = infoReader.take(bytes, offset, length);
      if (infoReader.isComplete()) {
        remoteInfo = checked(NodeInfoCodec.decode(infoReader.message()));
        stage = Stage.DONE;
        leftover.write(bytes, offset + taken, length - taken);
      }
      return true;
    } catch (HandshakeFailedException e) {
      failure = e;
    } catch (LengthRefusedException
        | MalformedMessageException
        | InvalidNodeInfoException
        | InvalidAddressException e) {
      failure =
          HandshakeFailedException.of(Rejection.Kind.INVALID_NODE_INFO, remoteId(), e.getMessage());
    }
    return false;
  }

  private NodeInfo checked(NodeInfo info) throws HandshakeFailedException {
    NodeId id = remoteId();
    if (!info.id().equals(id)) {
      throw HandshakeFailedException.of(
          Rejection.Kind.WRONG_ID,
          id,
          "it claims to be %s, but its key is that of %s".formatted(info.id(), id));
    }
    if (info.id().equals(local.info().id())) {
      throw HandshakeFailedException.of(Rejection.Kind.SELF, id, "this is ourselves");
    }
    Optional<String> incompatibility = local.info().incompatibilityWith(info);
    if (incompatibility.isPresent()) {
      throw HandshakeFailedException.of(Rejection.Kind.INCOMPATIBLE, id, incompatibility.get());
    }
    return info;
  }

  private boolean keep(byte[] bytes, int offset, int length) {
    leftover.write(bytes, offset, length);
    return true;
  }

  private NodeId remoteId() {
    return NodeId.ofPublicKey(secret.remoteKey().bytes());
  }

  private void throwFailure() throws HandshakeFailedException {
    if (failure != null) {
      throw failure;
    }
  }

  private static HandshakeFailedException broken(BrokenStreamException e) {
    return HandshakeFailedException.of(Rejection.Kind.AUTHENTICATION_FAILED, e.getMessage());
  }

  /// Give what came of it.
  ///
  /// @return the session; to be taken once
  /// @throws IllegalStateException if the stage is not [Stage#DONE]
  public Session session() {
    if (remoteInfo == null) {
      throw new IllegalStateException("the handshake is not so far yet");
    }
    NetAddress socketAddress =
        dialled.orElseGet(() ->
            new NetAddress(
                remoteId(), IpAddress.parse(remote.host()).orElseThrow(), remote.port()));
    return new Session(
        remoteInfo,
        socketAddress,
        dialled.isPresent(),
        secret.encoder(),
        secret.decoder(),
        ByteBuffer.wrap(leftover.toByteArray()));
  }
}
