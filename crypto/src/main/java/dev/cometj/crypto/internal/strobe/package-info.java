/// The duplex under [dev.cometj.crypto.MerlinTranscript]: STROBE-128 over Keccak-f\[1600\].
package dev.cometj.crypto.internal.strobe;
