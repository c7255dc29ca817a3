/// Ed25519 verification by ZIP-215 in plain Java: the field, the curve, scalars, and the check itself; and X25519 over the
/// same field.
///
/// Only [dev.cometj.crypto.internal.ed25519.MontgomeryLadder] handles secrets. It is constant-time, and so are the
/// operations of the field that it uses; nothing else is. Objects are mutable where the inner loops need it and
/// stay within one verification; what is kept ([dev.cometj.crypto.internal.ed25519.PreparedKey], the tables of the
/// base point) is not changed after it was made.
package dev.cometj.crypto.internal.ed25519;
