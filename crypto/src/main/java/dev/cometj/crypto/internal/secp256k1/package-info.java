/// ECDSA on the curve secp256k1 by the original's rules, over BouncyCastle's arithmetic.
package dev.cometj.crypto.internal.secp256k1;
