/// Who may vote and with what weight, and what their votes amount to: validator sets with proposer priorities, the
/// verification of commits, vote sets, and the median time of a commit.
///
/// [dev.cometj.chain.validators.ValidatorSet] never changes; [dev.cometj.chain.validators.VoteSet] belongs to one
/// writer.
package dev.cometj.chain.validators;
