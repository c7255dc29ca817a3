package dev.cometj.node.config;

/// The keys of the tables that concern nodes with a chain.
final class ChainKeys {
  private ChainKeys() {}

  static ConfigSection mempool() {
    return new ConfigSection("mempool")
        .text(
            "type",
            "flood",
            "flood: pass transactions on to all peers. nop: the application does everything.")
        .rule(Rules.oneOf("flood", "nop", ""))
        .flag("recheck", true, "Check waiting transactions again after each block.")
        .duration("recheck_timeout", "1s", "How long the application has for that.")
        .flag("broadcast", true, "Pass transactions on to peers.")
        .text("wal_dir", "", "The folder of the mempool's log. Empty: none.")
        .number("size", 5000, "Transactions in the mempool.")
        .number("max_txs_bytes", 1_073_741_824, "Bytes of all transactions in the mempool.")
        .number("cache_size", 10_000, "Transactions to remember as seen.")
        .flag(
            "keep-invalid-txs-in-cache",
            false,
            "Remember invalid transactions too, if they can never become valid.")
        .number("max_tx_bytes", 1_048_576, "Bytes of one transaction.")
        .number("max_batch_bytes", 0, "Bytes of a batch to a peer. Not used by CometBFT.")
        .rule(Rule.ANY)
        .number(
            "experimental_max_gossip_connections_to_persistent_peers",
            0,
            "Pass transactions on to at most so many persistent peers. 0: to all.")
        .number(
            "experimental_max_gossip_connections_to_non_persistent_peers",
            0,
            "The same for other peers.");
  }

  static ConfigSection stateSync() {
    return new ConfigSection("statesync")
        .flag("enable", false, "Begin from a snapshot of the application's state.")
        .list("rpc_servers", "", "At least two RPC servers to check the snapshot with.")
        .number("trust_height", 0, "A height known from a source you trust,")
        .rule(Rule.ANY)
        .text("trust_hash", "", "and the hash of its header.")
        .duration(
            "trust_period",
            "168h0m0s",
            "How long validators can be punished: about two thirds of the unbonding time.")
        .rule(Rule.ANY)
        .duration("discovery_time", "15s", "How long to look for snapshots: 0s, or 5s and more.")
        .rule(Rule.ANY)
        .text("temp_dir", "", "The folder for chunks. Empty: the system's.")
        .duration("chunk_request_timeout", "10s", "After that a chunk is asked for again.")
        .rule(Rule.ANY)
        .quotedNumber("chunk_fetchers", 4, "Chunks to ask for at a time.")
        .rule(Rules.within(Integer.MIN_VALUE, Integer.MAX_VALUE))
        .number("max_snapshot_chunks", 100_000, "Chunks a snapshot may have.")
        .rule(Rules.within(0, 0xFFFF_FFFFL));
  }

  static ConfigSection blockSync() {
    return new ConfigSection("blocksync")
        .text("version", "v0", "The protocol of block sync; v0 is the only one.")
        .rule(Rules.oneOf("v0"));
  }

  static ConfigSection consensus() {
    return new ConfigSection("consensus")
        .text("wal_file", "data/cs.wal/wal", "The log that consensus recovers from.")
        .duration("timeout_propose", "3s", "How long to wait for a proposal,")
        .duration("timeout_propose_delta", "500ms", "and how much longer each round.")
        .duration("timeout_prevote", "1s", "How long to wait for more prevotes,")
        .duration("timeout_prevote_delta", "500ms", "and how much longer each round.")
        .duration("timeout_precommit", "1s", "How long to wait for more precommits,")
        .duration("timeout_precommit_delta", "500ms", "and how much longer each round.")
        .duration("timeout_commit", "1s", "The pause after a block, for late precommits.")
        .number(
            "double_sign_check_height",
            0,
            "Refuse to start if the validator's key signed one of so many last blocks. 0: no check.")
        .flag("skip_timeout_commit", false, "Go on as soon as all precommits are here.")
        .flag("create_empty_blocks", true, "Make blocks without transactions,")
        .duration("create_empty_blocks_interval", "0s", "but not more often than this.")
        .duration("peer_gossip_sleep_duration", "100ms", "CometBFT's pause between gossip.")
        .duration(
            "peer_query_maj23_sleep_duration", "2s", "The pause between questions for majorities.")
        .duration(
            "block_time_tolerance",
            "1m0s",
            "How far the time of a proposed block may be from the clock.")
        .rule(Rules.positive());
  }

  static ConfigSection storage() {
    return new ConfigSection("storage")
        .flag("discard_abci_responses", false, "Save space: /block_results then has no answer.");
  }

  static ConfigSection txIndex() {
    return new ConfigSection("tx_index")
        .text("indexer", "kv", "The index of transactions: null, kv or psql.")
        .text(
            "psql-conn",
            "",
            "The database of the psql indexer: postgresql://user:password@host:port/db");
  }
}
