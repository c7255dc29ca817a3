package dev.cometj.benchmarks.chain;

import java.util.Arrays;

/// `chain -test NAME [flags]`: prints one line with what one kind of work costs. The Go program `benchmarks/go/chain` has
/// the same command line, works on the same inputs and prints the same keys.
public final class Chain {
  private Chain() {}

  public static void main(String[] args) throws Exception {
    try {
      ChainOptions options = ChainOptions.parse(Arrays.asList(args));
      System.out.println(measure(options).toJson(options.test()));
    } catch (IllegalArgumentException e) {
      System.err.println("chain: " + e.getMessage());
      System.exit(2);
    }
    System.exit(0);
  }

  private static Meter.Reading measure(ChainOptions options) throws Exception {
    return switch (options.test()) {
      case "single" -> Work.timed(options, Signatures.single(options.count()));
      case "batch" -> Work.timed(options, Signatures.batch(options.count(), 1));
      case "batch-parts" ->
          Work.timed(
              options,
              Signatures.batch(options.count(), Runtime.getRuntime().availableProcessors()));
      case "commit" -> Work.timed(options, Signatures.commit(options.count()));
      case "merkle" -> Work.timed(options, Blocks.merkleRoot(options));
      case "encode" -> Work.timed(options, Blocks.encode(options));
      case "decode" -> Work.timed(options, Blocks.decode(options));
      case "both" -> Work.timed(options, Blocks.both(options));
      case "save" -> new Storage(options).save();
      case "load" -> new Storage(options).load();
      default -> throw new IllegalArgumentException("unknown test " + options.test());
    };
  }
}
