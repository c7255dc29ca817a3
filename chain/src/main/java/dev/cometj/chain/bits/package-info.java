/// Bit arrays: who voted, and which parts are there. Realises `libs/bits`.
package dev.cometj.chain.bits;
