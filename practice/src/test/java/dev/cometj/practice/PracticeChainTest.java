package dev.cometj.practice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cometj.chain.BlockId;
import dev.cometj.chain.Commit;
import dev.cometj.chain.PartSetHeader;
import dev.cometj.chain.service.State;
import dev.cometj.chain.validators.ValidatorSet;
import dev.cometj.crypto.Bytes;
import dev.cometj.crypto.Sha256;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class PracticeChainTest {
  private static final int VALIDATORS = 5;

  private final PracticeChain chain = new PracticeChain(VALIDATORS);

  @Test
  @DisplayName("the chain is the same each time")
  void isTheSameEachTime() throws Exception {
    var other = new PracticeChain(VALIDATORS);

    assertThat(chain.genesis().toJson()).isEqualTo(other.genesis().toJson());
    assertThat(chain.txs(7)).isEqualTo(other.txs(7)).doesNotHaveDuplicates();
    assertThat(chain.txs(7)).isNotEqualTo(chain.txs(8));
    assertThat(commit(chain)).isEqualTo(commit(other));
  }

  @Test
  @DisplayName("every validator signs every block")
  void everybodySigns() throws Exception {
    Commit commit = commit(chain);
    ValidatorSet validators = validators();

    assertThat(commit.size()).isEqualTo(VALIDATORS);
    for (int i = 0; i < VALIDATORS; i++) {
      assertThat(commit.vote(i).isSignedBy(PracticeChain.ID, validators.get(i).publicKey()))
          .isTrue();
    }
  }

  private Commit commit(PracticeChain of) throws Exception {
    var hash = Sha256.hash(Bytes.wrap(new byte[] {1}));
    return of.commit(3, new BlockId(hash, new PartSetHeader(1, hash)), validators());
  }

  private ValidatorSet validators() throws Exception {
    return State.ofGenesis(chain.genesis()).validators();
  }
}
