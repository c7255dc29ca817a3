package dev.cometj.node.config;

import dev.cometj.node.CometVersions;

/// The keys of the tables that concern every node: the top, `rpc`, `p2p`, `instrumentation`, and our own.
final class NodeKeys {
  private NodeKeys() {}

  static ConfigSection base(String hostName) {
    return new ConfigSection("")
        .text("version", CometVersions.CORE, "The CometBFT version this file was made for.")
        .rule(Rules.version())
        .text(
            "proxy_app",
            "tcp://127.0.0.1:26658",
            """
            Where the ABCI application listens (tcp:// or unix://), or the name of a built-in one:
            kvstore, persistent_kvstore, noop. A node without chain modules needs none. With "none" the
            node is an archive, whose blocks are verified and not executed.
            """)
        .text("moniker", hostName, "A name for people, told to peers.")
        .rule(Rules.visibleAscii())
        .text("db_backend", "goleveldb", "The database of CometBFT. CometJ has its own.")
        .text("db_dir", "data", "The folder of the databases.")
        .text(
            "log_level",
            "info",
            """
            What is logged: debug, info, error or none, or a level for each module, for example
            p2p:debug,pex:info,*:error
            """)
        .rule(Rules.levels())
        .text("log_format", "plain", "How it is logged: plain or json.")
        .rule(Rules.oneOf("plain", "json"))
        .text("genesis_file", "config/genesis.json", "The first state of the chain.")
        .text(
            "priv_validator_key_file",
            "config/priv_validator_key.json",
            "The key that signs votes and blocks.")
        .text(
            "priv_validator_state_file", "data/priv_validator_state.json", "What was signed last.")
        .text(
            "priv_validator_laddr",
            "",
            "Where to wait for a remote signer (tcp:// or unix://). Empty: the key file signs.")
        .text(
            "node_key_file", "config/node_key.json", "The key that proves this node's id to peers.")
        .text("abci", "socket", "How to talk to the ABCI application: socket or grpc.")
        .flag("filter_peers", false, "Ask the application whether a peer is welcome.")
        .number(
            "event_bus_buffer_capacity",
            0,
            "How many events may wait for slow subscribers. 0: publishers wait.");
  }

  static ConfigSection rpc() {
    return rpcLimits(
            new ConfigSection("rpc")
                .text(
                    "laddr",
                    "tcp://127.0.0.1:26657",
                    "Where RPC listens (tcp:// or unix://, several with commas). Empty: nowhere.")
                .rule(Rules.serverAddresses())
                .list(
                    "cors_allowed_origins",
                    "",
                    "Origins that browsers may ask from. None: no CORS. [\"*\"]: any.")
                .list(
                    "cors_allowed_methods",
                    "HEAD,GET,POST",
                    "Methods that browsers may use from there.")
                .list(
                    "cors_allowed_headers",
                    "Origin,Accept,Content-Type,X-Requested-With,X-Server-Time",
                    "Headers that browsers may send from there.")
                .text("grpc_laddr", "", "Where gRPC for broadcast_tx listens. Empty: nowhere.")
                .number("grpc_max_open_connections", 900, "Open gRPC connections. 0: no limit.")
                .flag("unsafe", false, "Offer the routes that change a running node."))
        .text(
            "tls_cert_file",
            "",
            "Certificate chain (PEM), relative to config/. With tls_key_file: HTTPS instead of HTTP.")
        .text("tls_key_file", "", "Private key of the certificate (PEM), relative to config/.")
        .text("pprof_laddr", "", "Where CometBFT's profiler listens. CometJ uses JFR instead.");
  }

  private static ConfigSection rpcLimits(ConfigSection rpc) {
    return rpc.number(
            "max_open_connections",
            900,
            "Open RPC connections; keep it below the limit of open files. 0: no limit.")
        .number("max_subscription_clients", 100, "Clients that may subscribe to events.")
        .number("max_subscriptions_per_client", 5, "Queries one client may subscribe to.")
        .number(
            "experimental_subscription_buffer_size",
            200,
            "Events that may wait for one subscription, at least 100.")
        .rule(Rules.atLeast(100))
        .number(
            "experimental_websocket_write_buffer_size",
            200,
            "Answers that may wait for one WebSocket client; not less than the value above.")
        .flag(
            "experimental_close_on_slow_client",
            false,
            "Hang up on WebSocket clients that do not keep up, instead of dropping events.")
        .duration(
            "timeout_broadcast_tx_commit",
            "10s",
            "How long broadcast_tx_commit waits. Answers may take one second longer.")
        .number("max_request_batch_size", 10, "Requests in one JSON-RPC batch. 0: no limit.")
        .number("max_body_bytes", 1_000_000, "Bytes of a request's body.")
        .number("max_header_bytes", 1_048_576, "Bytes of a request's headers.");
  }

  static ConfigSection p2p() {
    ConfigSection p2p =
        new ConfigSection("p2p")
            .text("laddr", "tcp://0.0.0.0:26656", "Where to listen for peers.")
            .rule(Rules.listenAddress())
            .text(
                "external_address",
                "",
                "The address others reach this node at, if it is another one. Example: 159.89.10.97:26656")
            .rule(Rules.externalAddress())
            .text("seeds", "", "Nodes to ask for addresses: id@host:port, separated by commas.")
            .rule(Rules.peerAddresses())
            .text(
                "persistent_peers", "", "Nodes to stay connected with: id@host:port, with commas.")
            .rule(Rules.peerAddresses())
            .text("addr_book_file", "config/addrbook.json", "The known addresses.")
            .flag(
                "addr_book_strict",
                true,
                "Take only addresses of the public internet. Set false for private networks.")
            .number("max_num_inbound_peers", 40, "Peers that dialled us.")
            .number(
                "max_num_outbound_peers", 10, "Peers that we dial, persistent ones not counted.")
            .text("unconditional_peer_ids", "", "Ids that no limit applies to, with commas.")
            .rule(Rules.nodeIds())
            .duration(
                "persistent_peers_max_dial_period",
                "0s",
                "The longest pause between dials of a persistent peer. 0s: it keeps growing.");
    return peerConnections(p2p);
  }

  private static ConfigSection peerConnections(ConfigSection p2p) {
    return p2p.duration(
            "flush_throttle_timeout", "100ms", "How long bytes may wait to be sent together.")
        .number("max_packet_msg_payload_size", 1024, "Bytes of a message in one packet.")
        .number("send_rate", 5_120_000, "Bytes per second to one peer.")
        .number("recv_rate", 5_120_000, "Bytes per second from one peer.")
        .flag("pex", true, "Exchange addresses with peers.")
        .flag(
            "seed_mode",
            false,
            """
            Be a seed: crawl the network, answer those who ask for addresses, and hang up.
            Needs pex.
            """)
        .text("private_peer_ids", "", "Ids whose addresses are not handed on, with commas.")
        .rule(Rules.nodeIds())
        .flag("allow_duplicate_ip", false, "Take several peers with one IP address.")
        .duration("handshake_timeout", "20s", "How long a handshake may take.")
        .duration("dial_timeout", "3s", "How long a dial may take.")
        .flag("test_dial_fail", false, "For the original's tests.")
        .unlisted()
        .flag("test_fuzz", false, "For the original's tests.")
        .unlisted();
  }

  static ConfigSection instrumentation() {
    return new ConfigSection("instrumentation")
        .flag("prometheus", false, "Serve metrics at /metrics on the address below.")
        .text("prometheus_listen_addr", ":26660", "Where metrics are served.")
        .rule(Rules.endpoint())
        .number("max_open_connections", 3, "Requests for metrics at one time. 0: no limit.")
        .text("namespace", "cometbft", "What the names of the metrics begin with.");
  }

  static ConfigSection own() {
    return new ConfigSection(ConfigTable.OWN_SECTION)
        .text(
            "chain_id",
            "",
            "The network's name, for a node without genesis file. With one, both must agree.")
        .list(
            "reactors",
            "",
            "The reactors that take part, as in PEX,BLOCKSYNC. Empty: all, but of a seed PEX alone.");
  }
}
