package main

import (
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"time"

	cmted25519 "github.com/cometbft/cometbft/crypto/ed25519"
	cmtversion "github.com/cometbft/cometbft/proto/tendermint/version"
	"github.com/cometbft/cometbft/types"
)

const (
	chainID = "bench"
	genesis = 1700000000
)

// Bytes that are the same in both programs: SplitMix64, eight little-endian bytes a step.
type stream struct{ state uint64 }

func (s *stream) next() uint64 {
	s.state += 0x9E3779B97F4A7C15
	z := s.state
	z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9
	z = (z ^ (z >> 27)) * 0x94D049BB133111EB
	return z ^ (z >> 31)
}

func (s *stream) bytes(n int) []byte {
	b := make([]byte, (n+7)/8*8)
	for i := 0; i < len(b); i += 8 {
		binary.LittleEndian.PutUint64(b[i:], s.next())
	}
	return b[:n]
}

func key(i int) cmted25519.PrivKey {
	s := stream{uint64(1_000_000 + i)}
	return cmted25519.PrivKey(ed25519.NewKeyFromSeed(s.bytes(32)))
}

// A block of a height whose commit is noise, as large as asked for.
func block(o options, height int64) *types.Block {
	s := stream{uint64(height)}
	txs := make(types.Txs, o.txs)
	for i := range txs {
		txs[i] = s.bytes(o.size)
	}
	b := types.MakeBlock(height, txs, commit(&s, o.sigs, height-1), nil)
	b.Header.Populate(cmtversion.Consensus{Block: 11, App: 1}, chainID, time.Unix(genesis+height, 5).UTC(),
		blockID(&s), s.bytes(32), s.bytes(32), s.bytes(32), s.bytes(8), s.bytes(32), s.bytes(20))
	b.Hash()
	return b
}

func commit(s *stream, n int, height int64) *types.Commit {
	c := &types.Commit{Height: height, BlockID: blockID(s)}
	for i := 0; i < n; i++ {
		c.Signatures = append(c.Signatures, types.CommitSig{
			BlockIDFlag: types.BlockIDFlagCommit, ValidatorAddress: s.bytes(20),
			Timestamp: time.Unix(genesis+int64(i), int64(i)*1000).UTC(), Signature: s.bytes(64),
		})
	}
	return c
}

func blockID(s *stream) types.BlockID {
	return types.BlockID{Hash: s.bytes(32), PartSetHeader: types.PartSetHeader{Total: 17, Hash: s.bytes(32)}}
}

func digest(b []byte) string {
	h := sha256.Sum256(b)
	return hex.EncodeToString(h[:8])
}
