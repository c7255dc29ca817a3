package dev.cometj.reactor.mempool.pool;

import dev.cometj.chain.BlockLimits;
import dev.cometj.chain.Tx;
import dev.cometj.chain.service.State;
import dev.cometj.chain.service.TxRefusedException;
import dev.cometj.chain.service.TxRefusedException.Reason;
import dev.cometj.wire.abci.ResponseCheckTx;
import java.util.Optional;

/// What a block has room for; Go's `TxPreCheck` and `TxPostCheck` of `state/tx_filter.go`.
///
/// @param maxTxBytes the most bytes of a transaction in a block, or -1 for any number
/// @param maxGas the most gas a transaction may want, or -1 for any amount
public record TxRules(long maxTxBytes, long maxGas) {
  /// No rules, where there is no chain.
  public static final TxRules NONE = new TxRules(-1, -1);

  /// Make the rules of the block after a state.
  ///
  /// @param state the state
  /// @return the rules
  public static TxRules after(State state) {
    long limit = state.consensusParams().block().maxBytes();
    return new TxRules(
        BlockLimits.maxDataBytes(
            limit == -1 ? BlockLimits.MAX_BLOCK_BYTES : limit, 0, state.validators().size()),
        state.consensusParams().block().maxGas());
  }

  /// Judge a transaction before the application does.
  boolean isTooLarge(Tx tx) {
    return maxTxBytes != -1 && tx.sizeInBlock() > maxTxBytes;
  }

  /// Say that a transaction is too large.
  TxRefusedException tooLarge(Tx tx) {
    return new TxRefusedException(
        Reason.TOO_LARGE_FOR_A_BLOCK,
        "tx pre check: tx size is too big: %d, max: %d".formatted(tx.sizeInBlock(), maxTxBytes));
  }

  /// Judge a transaction by what the application said of it.
  Optional<TxRefusedException> refusal(ResponseCheckTx response) {
    long gas = response.getGasWanted();
    if (maxGas == -1 || (gas >= 0 && gas <= maxGas)) {
      return Optional.empty();
    }
    return Optional.of(
        new TxRefusedException(
            Reason.TOO_MUCH_GAS,
            gas < 0
                ? "gas wanted %d is negative".formatted(gas)
                : "gas wanted %d is greater than max gas %d".formatted(gas, maxGas)));
  }
}
