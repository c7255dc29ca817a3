package dev.cometj.chain;

import dev.cometj.chain.internal.proto.ByteText;
import dev.cometj.chain.internal.proto.ProtoWriter;
import dev.cometj.chain.merkle.MerkleHasher;
import dev.cometj.crypto.Bytes;

/// A block's header. Realises `types/block.go`.
///
/// @param version the versions
/// @param chainId the chain's name; bytes that are no UTF-8 are kept as lone surrogates
/// @param height the height, from 1
/// @param time the block's time
/// @param lastBlockId the block before, or [BlockId#NIL] for the first
/// @param lastCommitHash the hash of the last commit
/// @param dataHash the hash of the transactions
/// @param validatorsHash the hash of the validators of this height
/// @param nextValidatorsHash the hash of the validators of the next height
/// @param consensusHash the hash of the consensus parameters
/// @param appHash the application's state after the block before, of any length
/// @param lastResultsHash the hash of the results of the block before
/// @param evidenceHash the hash of the evidence
/// @param proposerAddress the proposer's address, 20 bytes
public record Header(
    BlockVersion version,
    String chainId,
    long height,
    Timestamp time,
    BlockId lastBlockId,
    Bytes lastCommitHash,
    Bytes dataHash,
    Bytes validatorsHash,
    Bytes nextValidatorsHash,
    Bytes consensusHash,
    Bytes appHash,
    Bytes lastResultsHash,
    Bytes evidenceHash,
    Bytes proposerAddress) {

  private static final int FIELDS = 14;

  /// The Merkle root of the fields, which is the block's hash. Each call computes it anew.
  ///
  /// @return 32 bytes, or none if there is no hash of the validators
  public Bytes hash() {
    if (validatorsHash.isEmpty()) {
      return Bytes.EMPTY;
    }
    MerkleHasher hasher = new MerkleHasher(FIELDS);
    ProtoWriter leaf = new ProtoWriter(128);
    version.writeTo(leaf);
    addLeaf(leaf, hasher);
    leaf.bytes(1, ByteText.encode(chainId));
    addLeaf(leaf, hasher);
    leaf.varint(1, height);
    addLeaf(leaf, hasher);
    time.writeTo(leaf);
    addLeaf(leaf, hasher);
    lastBlockId.writeTo(leaf);
    addLeaf(leaf, hasher);
    addLeaf(lastCommitHash, leaf, hasher);
    addLeaf(dataHash, leaf, hasher);
    addLeaf(validatorsHash, leaf, hasher);
    addLeaf(nextValidatorsHash, leaf, hasher);
    addLeaf(consensusHash, leaf, hasher);
    addLeaf(appHash, leaf, hasher);
    addLeaf(lastResultsHash, leaf, hasher);
    addLeaf(evidenceHash, leaf, hasher);
    addLeaf(proposerAddress, leaf, hasher);
    return hasher.root();
  }

  private static void addLeaf(Bytes value, ProtoWriter leaf, MerkleHasher hasher) {
    leaf.bytes(1, value);
    addLeaf(leaf, hasher);
  }

  private static void addLeaf(ProtoWriter leaf, MerkleHasher hasher) {
    hasher.add(leaf.buffer(), leaf.start(), leaf.size());
    leaf.clear();
  }

  /// Checks everything that needs no state.
  ///
  /// @throws InvalidChainDataException if a rule is broken
  public void validate() throws InvalidChainDataException {
    Rules.check(
        version.block() == BlockVersion.BLOCK_PROTOCOL,
        ChainRule.BLOCK_PROTOCOL,
        "block protocol is " + Long.toUnsignedString(version.block()) + ", not 11");
    int nameBytes = ByteText.encode(chainId).length();
    Rules.check(
        nameBytes <= BlockLimits.MAX_CHAIN_ID_BYTES,
        ChainRule.CHAIN_ID,
        "chain id has " + nameBytes + " bytes, more than " + BlockLimits.MAX_CHAIN_ID_BYTES);
    Rules.check(height > 0, ChainRule.HEIGHT, "height is " + height);
    lastBlockId.validate();
    Rules.hash(lastCommitHash, "last commit hash");
    Rules.hash(dataHash, "data hash");
    Rules.hash(evidenceHash, "evidence hash");
    Rules.address(proposerAddress);
    Rules.hash(validatorsHash, "validators hash");
    Rules.hash(nextValidatorsHash, "next validators hash");
    Rules.hash(consensusHash, "consensus hash");
    Rules.hash(lastResultsHash, "last results hash");
  }

  /// The same header with the hashes of a block's content, where they are still missing (`fillHeader`).
  ///
  /// @param commitHash the hash of the last commit
  /// @param txsHash the hash of the transactions
  /// @param listHash the hash of the evidence
  /// @return the filled header
  Header filled(Bytes commitHash, Bytes txsHash, Bytes listHash) {
    return new Header(
        version,
        chainId,
        height,
        time,
        lastBlockId,
        lastCommitHash.isEmpty() ? commitHash : lastCommitHash,
        dataHash.isEmpty() ? txsHash : dataHash,
        validatorsHash,
        nextValidatorsHash,
        consensusHash,
        appHash,
        lastResultsHash,
        evidenceHash.isEmpty() ? listHash : evidenceHash,
        proposerAddress);
  }

  void writeTo(ProtoWriter out) {
    out.bytes(14, proposerAddress);
    out.bytes(13, evidenceHash);
    out.bytes(12, lastResultsHash);
    out.bytes(11, appHash);
    out.bytes(10, consensusHash);
    out.bytes(9, nextValidatorsHash);
    out.bytes(8, validatorsHash);
    out.bytes(7, dataHash);
    out.bytes(6, lastCommitHash);
    lastBlockId.writeTo(out, 5);
    time.writeTo(out, 4);
    out.varint(3, height);
    out.bytes(2, ByteText.encode(chainId));
    int mark = out.size();
    version.writeTo(out);
    out.message(1, mark);
  }
}
