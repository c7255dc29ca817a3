package dev.cometj.benchmarks.p2p;

import java.util.Arrays;

/// `p2p server|client [flags]`.
public final class P2p {
  private P2p() {}

  public static void main(String[] args) throws Exception {
    if (args.length == 0) {
      System.err.println("usage: p2p server|client [flags]");
      System.exit(2);
    }
    Options options = Options.parse(Arrays.asList(args).subList(1, args.length));
    try {
      switch (args[0]) {
        case "server" -> new Server(options).run();
        case "client" -> new Client(options).run();
        default -> throw new IllegalArgumentException("unknown role " + args[0]);
      }
    } catch (IllegalArgumentException | IllegalStateException e) {
      System.err.println("p2p: " + e.getMessage());
      System.exit(1);
    }
    System.exit(0);
  }
}
