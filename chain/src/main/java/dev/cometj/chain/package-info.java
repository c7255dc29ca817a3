/// Blocks, votes, commits and evidence. Begin at [dev.cometj.chain.Block].
///
/// All types are immutable, except [dev.cometj.chain.PartSet]. Each `validate()` is the original's `ValidateBasic`:
/// the rules that a value keeps on its own, without state or signatures.
package dev.cometj.chain;
