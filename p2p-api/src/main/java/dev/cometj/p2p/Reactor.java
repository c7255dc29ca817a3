package dev.cometj.p2p;

import dev.cometj.p2p.spi.Component;
import java.nio.ByteBuffer;
import java.util.Optional;

/// A protocol over peers: it owns some channels and keeps a session for each peer.
///
/// Call order, after `spec/p2p/reactor-api/reactor.md`:
///
/// ```text
/// reactor  = start *peer-life stop
/// peer-life = admit *receive [ peerStarted *receive ] peerStopped
/// ```
///
/// The lives of different peers interleave. Every call runs in the reactor's mailbox, one at a time, except
/// [#screen], which runs on the decoding thread. No call may block or sleep. A call that throws stops the peer it
/// worked for with [StopReason.OwnFault]; `peerStopped` still follows each `admit` exactly once.
///
/// @param <P> the reactor's session with one peer; it comes back in every call
/// @param <M> the messages of all its channels, usually a sealed interface
public interface Reactor<P, M> extends Component {
  /// Prepare for a peer before anything of it is read; Go's `InitPeer`.
  ///
  /// @param peer the peer's facets, as the provider declared them
  /// @return the session
  P admit(Grants peer);

  /// Begin to talk to a peer, which is in the peer set now; Go's `AddPeer`. Messages may have come before.
  ///
  /// @param session the peer's session
  void peerStarted(P session);

  /// Look at a message's bytes before they are decoded, to refuse what would cost too much. Runs on the decoding
  /// thread, in the order of the messages of that peer: it may read only immutable and volatile state.
  ///
  /// @param session the peer's session
  /// @param channel the channel it came on
  /// @param bytes the encoded message, read-only
  /// @return a reason to stop the peer, or empty to go on
  default Optional<StopReason> screen(P session, Channel<? extends M> channel, ByteBuffer bytes) {
    return Optional.empty();
  }

  /// Handle a message; Go's `Receive`.
  ///
  /// @param session the peer's session
  /// @param channel the channel it came on
  /// @param message the decoded message
  void receive(P session, Channel<? extends M> channel, M message);

  /// Forget a peer; Go's `RemovePeer`. The last call for this session. The peer leaves the peer set after every
  /// reactor has returned from it.
  ///
  /// @param session the peer's session
  /// @param reason why it was stopped
  void peerStopped(P session, StopReason reason);
}
