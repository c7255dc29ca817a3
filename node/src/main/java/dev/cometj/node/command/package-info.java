/// The command line: the original's commands and options (`cmd/cometbft/commands`), and `demo`.
///
/// [dev.cometj.node.command.Program] runs one command and gives the exit status.
package dev.cometj.node.command;
