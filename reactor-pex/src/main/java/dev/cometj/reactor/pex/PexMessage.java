package dev.cometj.reactor.pex;

import java.util.List;

/// The messages of the PEX channel; `proto/tendermint/p2p/pex.proto`.
sealed interface PexMessage {
  /// Asks for addresses.
  record PexRequest() implements PexMessage {}

  /// Answers a request.
  ///
  /// @param addrs the addresses as they came: a peer's may be anything
  record PexAddrs(List<PexAddress> addrs) implements PexMessage {
    public PexAddrs {
      addrs = List.copyOf(addrs);
    }
  }
}
