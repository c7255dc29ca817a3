package main

import (
	"github.com/cometbft/cometbft/crypto"
	cmted25519 "github.com/cometbft/cometbft/crypto/ed25519"
	cmtproto "github.com/cometbft/cometbft/proto/tendermint/types"
	"github.com/cometbft/cometbft/types"
	"github.com/cosmos/gogoproto/proto"
)

type signed struct {
	keys       []crypto.PubKey
	messages   [][]byte
	signatures [][]byte
	all        []byte
}

func sign(n int) signed {
	var r signed
	s := stream{2_000_000}
	for i := 0; i < n; i++ {
		k := key(i)
		m := s.bytes(110)
		sig, err := k.Sign(m)
		must(err)
		r.keys = append(r.keys, k.PubKey())
		r.messages = append(r.messages, m)
		r.signatures = append(r.signatures, sig)
		r.all = append(r.all, sig...)
	}
	return r
}

func verifySingle(n int) work {
	in := sign(n)
	i := 0
	return work{func() {
		if !in.keys[i].VerifySignature(in.messages[i], in.signatures[i]) {
			panic("a good signature was refused")
		}
		i = (i + 1) % n
	}, digest(in.all), 1}
}

func verifyBatch(n int) work {
	in := sign(n)
	return work{func() {
		v := cmted25519.NewBatchVerifier()
		for i := range in.keys {
			must(v.Add(in.keys[i], in.messages[i], in.signatures[i]))
		}
		if ok, _ := v.Verify(); !ok {
			panic("a good batch was refused")
		}
	}, digest(in.all), n}
}

func merkleRoot(o options) work {
	txs := block(o, 10).Data.Txs
	return work{func() { txs.Hash() }, digest(txs.Hash()), 1}
}

func encoded(b *types.Block) []byte {
	p, err := b.ToProto()
	must(err)
	z, err := proto.Marshal(p)
	must(err)
	return z
}

func decoded(z []byte) *types.Block {
	p := new(cmtproto.Block)
	must(proto.Unmarshal(z, p))
	b, err := types.BlockFromProto(p)
	must(err)
	return b
}

func encode(o options) work {
	b := block(o, 10)
	return work{func() { encoded(b) }, digest(encoded(b)), 1}
}

func decode(o options) work {
	z := encoded(block(o, 10))
	return work{func() { decoded(z) }, digest(decoded(z).Hash()), 1}
}

func both(o options) work {
	b := block(o, 10)
	return work{func() { decoded(encoded(b)) }, digest(encoded(decoded(encoded(b)))), 1}
}

func verifyCommit(n int) work {
	validators := make([]*types.Validator, n)
	byAddress := map[string]cmted25519.PrivKey{}
	for i := range validators {
		k := key(i)
		validators[i] = types.NewValidator(k.PubKey(), 10)
		byAddress[string(k.PubKey().Address())] = k
	}
	set := types.NewValidatorSet(validators)
	s := stream{3_000_000}
	id := blockID(&s)
	c := commit(&s, n, 5)
	c.BlockID = id
	for i := range c.Signatures {
		c.Signatures[i].ValidatorAddress = set.Validators[i].Address
		sig, err := byAddress[string(set.Validators[i].Address)].Sign(c.VoteSignBytes(chainID, int32(i)))
		must(err)
		c.Signatures[i].Signature = sig
	}
	return work{func() { must(types.VerifyCommit(chainID, set, id, 5, c)) }, digest(c.Hash()), 1}
}

func must(err error) {
	if err != nil {
		panic(err)
	}
}
