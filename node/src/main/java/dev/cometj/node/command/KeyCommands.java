package dev.cometj.node.command;

import dev.cometj.crypto.Ed25519PrivateKey;
import dev.cometj.node.home.HomeFiles;
import dev.cometj.node.home.NodeKeyFile;
import dev.cometj.p2p.NodeId;
import java.security.SecureRandom;

/// `show-node-id` and `gen-node-key`: both print nothing but the id.
final class KeyCommands {
  private KeyCommands() {}

  static int show(CommandContext context) {
    HomeFiles files = new HomeFiles(context.configure(context.existingHome(), context.beside()));
    print(context, NodeKeyFile.read(files.nodeKeyFile()));
    return 0;
  }

  static int generate(CommandContext context) {
    HomeFiles files = new HomeFiles(context.configure(context.home(), context.beside()));
    print(context, files.createOnlyNodeKey(new SecureRandom()));
    return 0;
  }

  private static void print(CommandContext context, Ed25519PrivateKey key) {
    context.surroundings().out().println(NodeId.ofPublicKey(key.publicKey().bytes()));
  }
}
