package dev.cometj.execution.rpc;

import dev.cometj.p2p.P2pException;
import dev.cometj.p2p.spi.RpcRoutes.Arguments;
import java.util.OptionalLong;

/// Which height a client means; `getHeight` of `rpc/core/env.go`.
final class Heights {
  private Heights() {}

  /// The height of the argument `height`, or the last one.
  ///
  /// @throws P2pException if there is nothing of that height
  static long asked(ChainSources chain, Arguments arguments, long last) {
    OptionalLong given = arguments.number("height");
    if (given.isEmpty()) {
      return last;
    }
    long height = given.getAsLong();
    if (height <= 0) {
      throw new P2pException("height must be greater than 0, but got " + height);
    }
    if (height > last) {
      throw new P2pException(
          "height %d must be less than or equal to the current blockchain height %d"
              .formatted(height, last));
    }
    long base = chain.blocks().base();
    if (height < base) {
      throw new P2pException(
          "height %d is not available, lowest height is %d".formatted(height, base));
    }
    return height;
  }
}
