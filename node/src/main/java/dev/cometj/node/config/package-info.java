/// The configuration of a node: CometBFT's `config.toml`, environment and options, read into
/// [dev.cometj.p2p.spi.Settings] or refused with one line for each fault.
///
/// [dev.cometj.node.config.NodeConfiguration] is the entry. [dev.cometj.node.config.ConfigTable] knows every key of
/// v0.38.26 (`config/config.go` and `config/toml.go` of the original) with its type, default and rule; the file that
/// `init` writes is made from it.
package dev.cometj.node.config;
