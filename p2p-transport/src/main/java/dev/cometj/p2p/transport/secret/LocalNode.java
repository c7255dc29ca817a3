package dev.cometj.p2p.transport.secret;

import dev.cometj.crypto.FrameCipherProvider;
import dev.cometj.p2p.NodeInfo;
import dev.cometj.p2p.spi.InvalidSettingException;
import dev.cometj.p2p.spi.NodeSigner;

/// This node as its handshakes present it.
///
/// @param signer proves our key
/// @param info what we tell of ourselves
/// @param ciphers makes the frame ciphers
public record LocalNode(NodeSigner signer, NodeInfo info, FrameCipherProvider ciphers) {
  /// Check that a peer will read what we tell.
  ///
  /// @throws InvalidSettingException if the info is too long for a handshake
  public LocalNode {
    int size = NodeInfoCodec.toWire(info).getSerializedSize();
    if (size > NodeInfo.MAX_ENCODED_BYTES) {
      throw new InvalidSettingException(
          "moniker",
          "the node info has %d bytes, of which peers read %d; shorten the moniker"
              .formatted(size, NodeInfo.MAX_ENCODED_BYTES));
    }
  }
}
