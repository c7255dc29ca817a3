package main

import (
	"encoding/binary"
	"fmt"
	"time"

	"github.com/cometbft/cometbft/abci/example/kvstore"
	cmtcfg "github.com/cometbft/cometbft/config"
	"github.com/cometbft/cometbft/consensus"
	"github.com/cometbft/cometbft/crypto/ed25519"
	"github.com/cometbft/cometbft/crypto/tmhash"
	"github.com/cometbft/cometbft/libs/log"
	"github.com/cometbft/cometbft/mempool"
	cmtproto "github.com/cometbft/cometbft/proto/tendermint/types"
	"github.com/cometbft/cometbft/proxy"
	sm "github.com/cometbft/cometbft/state"
	"github.com/cometbft/cometbft/store"
	"github.com/cometbft/cometbft/types"
)

const (
	chainID    = "synchain"
	start      = 1700000000
	minTxBytes = 32
	power      = 10
)

type chain struct {
	genesis *types.GenesisDoc
	keys    map[string]ed25519.PrivKey
}

func newChain(o options) *chain {
	c := &chain{
		genesis: &types.GenesisDoc{ChainID: chainID, GenesisTime: time.Unix(start, 0).UTC(),
			ConsensusParams: types.DefaultConsensusParams(), AppHash: []byte{}},
		keys: map[string]ed25519.PrivKey{},
	}
	for i := 0; i < o.validators; i++ {
		key := ed25519.GenPrivKeyFromSecret([]byte(fmt.Sprintf("%s %d", chainID, i)))
		c.keys[string(key.PubKey().Address())] = key
		c.genesis.Validators = append(c.genesis.Validators, types.GenesisValidator{
			Address: key.PubKey().Address(), PubKey: key.PubKey(), Power: power, Name: fmt.Sprint(i)})
	}
	return c
}

// Has the blocks executed one after the other, as a node does whose consensus decides them. The application keeps its
// state, so that the source need not show it all blocks again at each start.
func (c *chain) make(config *cmtcfg.Config, o options) error {
	blockDB, err := cmtcfg.DefaultDBProvider(&cmtcfg.DBContext{ID: "blockstore", Config: config})
	if err != nil {
		return err
	}
	defer blockDB.Close()
	stateDB, err := cmtcfg.DefaultDBProvider(&cmtcfg.DBContext{ID: "state", Config: config})
	if err != nil {
		return err
	}
	defer stateDB.Close()
	blocks := store.NewBlockStore(blockDB)
	states := sm.NewStore(stateDB, sm.StoreOptions{})
	application := kvstore.NewPersistentApplication(config.DBDir())
	defer application.Close()
	app := proxy.NewAppConns(proxy.NewLocalClientCreator(application), proxy.NopMetrics())
	if err := app.Start(); err != nil {
		return err
	}
	state, err := c.handshake(states, blocks, app)
	if err != nil {
		return err
	}
	executor := sm.NewBlockExecutor(states, log.NewNopLogger(), app.Consensus(), &mempool.NopMempool{},
		sm.EmptyEvidencePool{}, blocks)
	last := &types.Commit{}
	for height := int64(1); height <= int64(o.blocks); height++ {
		block, err := state.MakeBlock(height, transactions(height, o), last, nil, state.Validators.GetProposer().Address)
		if err != nil {
			return err
		}
		parts, err := block.MakePartSet(types.BlockPartSizeBytes)
		if err != nil {
			return err
		}
		id := types.BlockID{Hash: block.Hash(), PartSetHeader: parts.Header()}
		if last, err = c.sign(state.Validators, id, height); err != nil {
			return err
		}
		blocks.SaveBlock(block, parts, last)
		if state, err = executor.ApplyVerifiedBlock(state, id, block); err != nil {
			return err
		}
	}
	return nil
}

// What a node does with its application before anything else.
func (c *chain) handshake(states sm.Store, blocks sm.BlockStore, app proxy.AppConns) (sm.State, error) {
	state, err := states.LoadFromDBOrGenesisDoc(c.genesis)
	if err != nil {
		return state, err
	}
	if err := consensus.NewHandshaker(states, state, blocks, c.genesis).Handshake(app); err != nil {
		return state, err
	}
	return states.Load()
}

func (c *chain) sign(validators *types.ValidatorSet, id types.BlockID, height int64) (*types.Commit, error) {
	commit := &types.Commit{Height: height, BlockID: id, Signatures: make([]types.CommitSig, validators.Size())}
	for i, validator := range validators.Validators {
		vote := &cmtproto.Vote{Type: cmtproto.PrecommitType, Height: height, BlockID: id.ToProto(),
			Timestamp: time.Unix(start+height, int64(i)*1_000_000).UTC()}
		signature, err := c.keys[string(validator.Address)].Sign(types.VoteSignBytes(chainID, vote))
		if err != nil {
			return nil, err
		}
		commit.Signatures[i] = types.CommitSig{BlockIDFlag: types.BlockIDFlagCommit,
			ValidatorAddress: validator.Address, Timestamp: vote.Timestamp, Signature: signature}
	}
	return commit, nil
}

// Transactions `key=value` of the kvstore application, each of its own key and of letters that do not repeat.
func transactions(height int64, o options) types.Txs {
	txs := make(types.Txs, o.txs)
	var seed [16]byte
	for i := range txs {
		binary.LittleEndian.PutUint64(seed[:], uint64(height))
		binary.LittleEndian.PutUint64(seed[8:], uint64(i))
		tx := []byte(fmt.Sprintf("key%09d%06d=", height, i))
		for hash := tmhash.Sum(seed[:]); len(tx) < o.size; hash = tmhash.Sum(hash) {
			tx = append(tx, fmt.Sprintf("%x", hash)...)
		}
		txs[i] = tx[:o.size]
	}
	return txs
}
