package dev.cometj.execution.block;

import dev.cometj.execution.block.HandshakeException.Reason;

/// Which blocks are executed when a node starts, so that block store, state and application meet. Realises the cases of
/// `ReplayBlocks` in `consensus/replay.go`.
///
/// Unlike the original, a chain that begins at a later height than 1 also recovers from a crash within its first block:
/// "nothing executed" counts as the height before the initial one.
///
/// @param from the first block that the application alone executes again; the state has it already
/// @param to the last such block; less than `from` if there is none
/// @param last what to do with the one block that the state lacks
record ReplayPlan(long from, long to, Last last) {

  /// What to do with the block that the store has and the state lacks.
  enum Last {
    /// There is none.
    NONE,
    /// Execute it as any other.
    APPLY,
    /// The application has committed it: make the state of the answer that was kept.
    APPLY_RECORDED
  }

  /// The heights that were found.
  ///
  /// @param base the first block of the store, or 0
  /// @param store the last block of the store, or 0
  /// @param state the last block of the state, or 0
  /// @param app the last block of the application, or 0
  /// @param initial the height of the chain's first block
  record Heights(long base, long store, long state, long app, long initial) {}

  /// Decides.
  ///
  /// @throws HandshakeException if they cannot meet
  static ReplayPlan of(Heights found) {
    long store = found.store();
    if (store == 0) {
      return new ReplayPlan(1, 0, Last.NONE);
    }
    long none = found.initial() - 1;
    long state = found.state() == 0 ? none : found.state();
    long app = found.app() == 0 ? none : found.app();
    if (app < found.base() - 1) {
      throw new HandshakeException(
          Reason.APPLICATION_BEHIND,
          ("the application is at height %d, but the block store begins at %d: restore "
                  + "the application's data of height %d or later, or sync the node anew")
              .formatted(found.app(), found.base(), found.base() - 1));
    }
    if (store < app) {
      throw new HandshakeException(
          Reason.APPLICATION_AHEAD,
          ("the application is at height %d, but the block store ends at %d: restore the "
                  + "node's data of height %d, or roll the application back or reset it")
              .formatted(app, store, app));
    }
    if (store < state) {
      throw new HandshakeException(
          Reason.STATE_AHEAD,
          ("the state is of height %d, but the block store ends at %d: the node's data "
                  + "are damaged, restore them or sync the node anew")
              .formatted(state, store));
    }
    if (store > state + 1) {
      throw new HandshakeException(
          Reason.STORE_AHEAD,
          ("the block store ends at height %d, but the state is of %d, more than one "
                  + "before: the node's data are damaged, restore them or sync the node anew")
              .formatted(store, found.state()));
    }
    return new ReplayPlan(app + 1, state, last(store, state, app));
  }

  private static Last last(long store, long state, long app) {
    if (store == state) {
      return Last.NONE;
    }
    return app == store ? Last.APPLY_RECORDED : Last.APPLY;
  }
}
