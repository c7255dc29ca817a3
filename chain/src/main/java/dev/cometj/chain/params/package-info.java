/// Consensus parameters and the genesis document. Realises `types/params.go` and `types/genesis.go`.
package dev.cometj.chain.params;
