import org.jspecify.annotations.NullMarked;

/// Gives a full node something to practise on when it is built: a chain to fetch and questions to answer, while the JVM
/// notes which classes and profiles it will need again. A program of the build; the script `cometj` runs it.
@NullMarked
module dev.cometj.practice {
  requires dev.cometj.chain;
  requires dev.cometj.crypto;
  requires dev.cometj.p2p;
  requires dev.cometj.p2p.switching;
  requires java.net.http;
  requires static org.jspecify;
}
