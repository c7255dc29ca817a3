package dev.cometj.execution.block;

import dev.cometj.chain.service.State;
import dev.cometj.crypto.Bytes;

/// How far a handshake has come.
///
/// @param state the node's state
/// @param appHash the application's hash after the last block it executed; empty if it was not told
/// @param replayed how many blocks were executed
record AppProgress(State state, Bytes appHash, int replayed) {

  AppProgress executed(Bytes hash) {
    return new AppProgress(state, hash, replayed + 1);
  }

  AppProgress applied(State next) {
    return new AppProgress(next, next.appHash(), replayed + 1);
  }
}
