package dev.cometj.node.home;

import dev.cometj.node.json.JsonFormatException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/// What a node without chain needs of `genesis.json`; `GenesisDoc` of the original's `types/genesis.go`.
///
/// The file may be gigabytes large: it is streamed, everything else is skipped, and reading ends as soon as both are
/// found.
///
/// @param chainId the network's name, 1 to 50 characters
/// @param appVersion the application's protocol version at the first block
public record Genesis(String chainId, long appVersion) {
  private static final int LONGEST_CHAIN_ID = 50;
  private static final int DEEPEST = 10_000;
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(DEEPEST)
                  .maxNameLength(1 << 20)
                  .build())
          .build();

  /// Reads a genesis file.
  ///
  /// @param file the file, which exists
  /// @return what a node without chain needs of it
  /// @throws OperatorException if it is malformed
  public static Genesis read(Path file) {
    try (InputStream in = Files.newInputStream(file);
        JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), in)) {
      return new Head().read(parser);
    } catch (IOException e) {
      throw new OperatorException(
          "cannot read the genesis file " + file + ": " + Faults.describe(e));
    } catch (JacksonException e) {
      throw malformed(file, String.valueOf(JsonFormatException.of(e).getMessage()));
    } catch (JsonFormatException e) {
      throw malformed(file, String.valueOf(e.getMessage()));
    }
  }

  /// Compares the hash of a whole genesis file.
  ///
  /// @param file the file
  /// @param expected its SHA-256 in hex
  /// @throws OperatorException if the hash is another one
  public static void requireHash(Path file, String expected) {
    byte[] wanted;
    try {
      wanted = HexFormat.of().parseHex(expected);
    } catch (IllegalArgumentException e) {
      throw new OperatorException(
          "--genesis_hash = " + expected + ": must be the SHA-256 of the genesis file, in hex");
    }
    byte[] actual;
    try (InputStream in = new DigestInputStream(Files.newInputStream(file), sha256())) {
      in.transferTo(OutputStream.nullOutputStream());
      actual = ((DigestInputStream) in).getMessageDigest().digest();
    } catch (IOException e) {
      throw new OperatorException(
          "cannot read the genesis file " + file + ": " + Faults.describe(e));
    }
    if (!MessageDigest.isEqual(wanted, actual)) {
      throw new OperatorException(
          "the SHA-256 of the genesis file %s is %s, not %s as --genesis_hash says"
              .formatted(file, HexFormat.of().formatHex(actual), expected));
    }
  }

  /// Checks the name of a network.
  ///
  /// @param chainId the name
  /// @return true if the original takes it
  public static boolean isChainId(String chainId) {
    return !chainId.isEmpty()
        && chainId.getBytes(StandardCharsets.UTF_8).length <= LONGEST_CHAIN_ID;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static OperatorException malformed(Path file, String why) {
    return new OperatorException("the genesis file " + file + " is malformed: " + why);
  }

  /// Collects the members on the way through the file.
  private static final class Head {
    private @Nullable String chainId;
    private @Nullable Long appVersion;

    Genesis read(JsonParser parser) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new JsonFormatException("it is no JSON object");
      }
      while (chainId == null || appVersion == null) {
        String name = parser.nextName();
        if (name == null) {
          break;
        }
        parser.nextToken();
        switch (name) {
          case "chain_id" -> chainId = text(parser);
          case "consensus_params" -> appVersion = numberAt(parser, List.of("version", "app"));
          case "consensus" -> appVersion = numberAt(parser, List.of("params", "version", "app"));
          default -> parser.skipChildren();
        }
      }
      if (chainId == null || !isChainId(chainId)) {
        throw new JsonFormatException("it has no chain_id of 1 to 50 characters");
      }
      return new Genesis(chainId, appVersion == null ? 0 : appVersion);
    }

    private static String text(JsonParser parser) {
      if (parser.currentToken() != JsonToken.VALUE_STRING) {
        throw new JsonFormatException("its chain_id is no text");
      }
      return parser.getString();
    }

    /// Goes down a path of members and skips everything else. The end of the path may be missing.
    private static long numberAt(JsonParser parser, List<String> path) {
      if (path.isEmpty()) {
        return number(parser.getString());
      }
      if (parser.currentToken() != JsonToken.START_OBJECT) {
        parser.skipChildren();
        return 0;
      }
      long found = 0;
      String name = parser.nextName();
      while (name != null) {
        parser.nextToken();
        if (name.equals(path.getFirst())) {
          found = numberAt(parser, path.subList(1, path.size()));
        } else {
          parser.skipChildren();
        }
        name = parser.nextName();
      }
      return found;
    }

    private static long number(String text) {
      try {
        return Long.parseUnsignedLong(text);
      } catch (NumberFormatException e) {
        throw new JsonFormatException("the application's version is '" + text + "'");
      }
    }
  }
}
