/// Merkle trees and proofs by RFC 6962. Realises `crypto/merkle`.
package dev.cometj.chain.merkle;
