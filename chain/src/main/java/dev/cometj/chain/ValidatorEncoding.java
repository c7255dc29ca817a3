package dev.cometj.chain;

import dev.cometj.chain.internal.proto.ProtoWriter;
import dev.cometj.chain.validators.Validator;
import dev.cometj.chain.validators.ValidatorSet;
import dev.cometj.crypto.Bytes;
import dev.cometj.crypto.Ed25519PublicKey;
import dev.cometj.crypto.MlDsa65PublicKey;
import dev.cometj.crypto.Secp256k1PublicKey;
import java.util.List;

/// The bytes of validators within evidence. The total power of a set is not written.
final class ValidatorEncoding {

  private ValidatorEncoding() {}

  static void write(ValidatorSet set, ProtoWriter out) {
    if (!set.isEmpty()) {
      int mark = out.size();
      write(set.proposer(), out);
      out.message(2, mark);
      write(set.validators(), 1, out);
    }
  }

  static void write(List<Validator> validators, int field, ProtoWriter out) {
    for (int i = validators.size() - 1; i >= 0; i--) {
      int mark = out.size();
      write(validators.get(i), out);
      out.message(field, mark);
    }
  }

  private static void write(Validator validator, ProtoWriter out) {
    out.varint(4, validator.proposerPriority());
    out.varint(3, validator.votingPower());
    int mark = out.size();
    out.entry(keyField(validator), Bytes.wrap(validator.publicKey().bytes()));
    out.message(2, mark);
    out.bytes(1, validator.address());
  }

  private static int keyField(Validator validator) {
    return switch (validator.publicKey()) {
      case Ed25519PublicKey _ -> 1;
      case Secp256k1PublicKey _ -> 2;
      case MlDsa65PublicKey _ -> 4;
    };
  }
}
