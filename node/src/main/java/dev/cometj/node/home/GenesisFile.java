package dev.cometj.node.home;

import dev.cometj.node.json.JsonText;
import java.nio.file.Path;
import java.time.Instant;
import java.util.random.RandomGenerator;

/// Makes the genesis file of a new chain with one validator, as the original's `init` does.
final class GenesisFile {
  private static final String LETTERS =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

  private GenesisFile() {}

  static String randomChainId(RandomGenerator random) {
    StringBuilder id = new StringBuilder("test-chain-");
    for (int i = 0; i < 6; i++) {
      id.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    return id.toString();
  }

  static void create(Path file, String chainId, Instant time, ValidatorFiles.Identity validator) {
    NewFiles.write(file, format(chainId, time, validator), NewFiles.FOR_READERS);
  }

  static String format(String chainId, Instant time, ValidatorFiles.Identity validator) {
    return """
    {
      "genesis_time": "%s",
      "chain_id": %s,
      "initial_height": "0",
      "consensus_params": {
        "block": {
          "max_bytes": "22020096",
          "max_gas": "-1"
        },
        "evidence": {
          "max_age_num_blocks": "100000",
          "max_age_duration": "172800000000000",
          "max_bytes": "1048576"
        },
        "validator": {
          "pub_key_types": [
            "ed25519"
          ]
        },
        "version": {
          "app": "0"
        },
        "abci": {
          "vote_extensions_enable_height": "0"
        }
      },
      "validators": [
        {
          "address": "%s",
          "pub_key": {
            "type": "%s",
            "value": "%s"
          },
          "power": "10",
          "name": ""
        }
      ],
      "app_hash": ""
    }\
    """
        .formatted(
            time,
            JsonText.quoted(chainId),
            validator.address(),
            validator.keyType(),
            validator.key());
  }
}
