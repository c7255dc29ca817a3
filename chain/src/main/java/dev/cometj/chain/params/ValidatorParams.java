package dev.cometj.chain.params;

import java.util.List;

/// Which keys validators may have. Realises `types/params.go`.
///
/// @param publicKeyTypes the names of the types, as [dev.cometj.crypto.PublicKey#type()] gives them
public record ValidatorParams(List<String> publicKeyTypes) {

  /// What a genesis without parameters has: Ed25519.
  public static final ValidatorParams DEFAULT = new ValidatorParams(List.of("ed25519"));

  /// Copies the list.
  public ValidatorParams {
    publicKeyTypes = List.copyOf(publicKeyTypes);
  }

  /// Whether validators may have keys of a type.
  ///
  /// @param type the type's name
  /// @return whether it is listed
  public boolean allows(String type) {
    return publicKeyTypes.contains(type);
  }
}
