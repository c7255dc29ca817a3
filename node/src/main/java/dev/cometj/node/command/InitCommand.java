package dev.cometj.node.command;

import dev.cometj.node.config.ConfigTemplate;
import dev.cometj.node.config.NodeConfiguration;
import dev.cometj.node.home.Genesis;
import dev.cometj.node.home.HomeFiles;
import dev.cometj.node.home.OperatorException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Map;

/// `init`: makes the files of a home directory that are missing.
///
/// @param context what it works with
record InitCommand(CommandContext context) {
  int run() {
    Path home = context.home();
    context
        .words()
        .value(Grammar.CHAIN_ID)
        .filter(name -> !Genesis.isChainId(name))
        .ifPresent(name -> {
          throw new OperatorException(
              Grammar.CHAIN_ID + " = " + name + ": must be 1 to 50 characters");
        });
    HomeFiles.createFolders(
        home, NodeConfiguration.FILE, ConfigTemplate.render(context.table(), Map.of()));
    HomeFiles files = new HomeFiles(context.configure(home, context.onOut()));
    files.createMissing(context.words().value(Grammar.CHAIN_ID), Instant.now(), new SecureRandom());
    return 0;
  }
}
