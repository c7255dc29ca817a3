package dev.cometj.p2p.transport.secret;

import dev.cometj.crypto.FrameCipherProvider;
import dev.cometj.p2p.NodeInfo;
import dev.cometj.p2p.spi.NodeSigner;

/// This node as its handshakes present it.
///
/// @param signer proves our key
/// @param info what we tell of ourselves
/// @param ciphers makes the frame ciphers
public record LocalNode(NodeSigner signer, NodeInfo info, FrameCipherProvider ciphers) {}
