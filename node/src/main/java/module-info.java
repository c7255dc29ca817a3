import org.jspecify.annotations.NullMarked;

/// The node `cometj`: a drop-in for `cometbft` as far as the modules beside it reach.
///
/// It assembles whatever transports, reactors and components lie on the module path, and requires none of them:
/// picking jars is the configuration. It brings the home directory, the command line, RPC over HTTP, metrics, and the
/// log in the original's format. A program, not a library: nothing is exported.
///
/// - Run it with `java -p JARS -m dev.cometj.node/dev.cometj.node.Main`, or with the script `cometj`.
///
/// @provides System.LoggerFinder the log format of CometBFT for everything in the process
@NullMarked
module dev.cometj.node {
  requires dev.cometj.crypto;
  requires dev.cometj.p2p.switching;
  requires info.picocli;
  requires io.netty.buffer;
  requires io.netty.codec;
  requires io.netty.codec.http;
  requires io.netty.common;
  requires io.netty.handler;
  requires io.netty.transport;
  requires java.logging; // what Netty logs, in one place with everything else
  requires java.management; // process metrics
  requires jdk.management; // processor time and open files
  requires org.tomlj; // the one automatic module here; nothing of it leaves the package that reads
  // config.toml
  requires static org.jspecify;
  requires tools.jackson.core;

  provides System.LoggerFinder with
      dev.cometj.node.log.CometLoggerFinder;
}
