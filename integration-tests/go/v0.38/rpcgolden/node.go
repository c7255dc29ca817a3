package main

import (
	"context"
	"errors"
	"fmt"

	abcicli "github.com/cometbft/cometbft/abci/client"
	abci "github.com/cometbft/cometbft/abci/types"
	cfg "github.com/cometbft/cometbft/config"
	"github.com/cometbft/cometbft/libs/log"
	"github.com/cometbft/cometbft/mempool"
	"github.com/cometbft/cometbft/p2p"
	cmtcrypto "github.com/cometbft/cometbft/proto/tendermint/crypto"
	"github.com/cometbft/cometbft/proxy"
	"github.com/cometbft/cometbft/rpc/core"
	sm "github.com/cometbft/cometbft/state"
	"github.com/cometbft/cometbft/store"
	"github.com/cometbft/cometbft/types"
)

// app answers what is asked so that every member of an answer is seen.
type app struct{ abci.BaseApplication }

func (app) Info(context.Context, *abci.RequestInfo) (*abci.ResponseInfo, error) {
	return &abci.ResponseInfo{
		Data: "{\"size\":<1>}", Version: "v", AppVersion: 1 << 63, LastBlockHeight: lastHeight,
		LastBlockAppHash: []byte{1, 2, 3},
	}, nil
}

func (app) Query(_ context.Context, query *abci.RequestQuery) (*abci.ResponseQuery, error) {
	if query.Path == "/fail" {
		return nil, errors.New("the application failed")
	}
	if query.Path == "/proof" {
		return &abci.ResponseQuery{
			Code: 3, Log: "log", Info: "info", Index: -1, Key: query.Data, Value: []byte{0xff},
			ProofOps: &cmtcrypto.ProofOps{Ops: []cmtcrypto.ProofOp{{Type: "t", Key: []byte("k"), Data: []byte("d")}, {}}},
			Height:   query.Height, Codespace: fmt.Sprint(query.Prove),
		}, nil
	}
	return &abci.ResponseQuery{Height: query.Height, Log: query.Path}, nil
}

func checked(tx types.Tx) *abci.ResponseCheckTx {
	if len(tx) > 0 && tx[0] == 'x' {
		return &abci.ResponseCheckTx{Code: 5, Data: []byte{9}, Log: "bad", Info: "i", GasWanted: 1, GasUsed: 2,
			Events: []abci.Event{{Type: "e"}}, Codespace: "space"}
	}
	return &abci.ResponseCheckTx{GasWanted: 1}
}

func (app) CheckTx(_ context.Context, check *abci.RequestCheckTx) (*abci.ResponseCheckTx, error) {
	return checked(check.Tx), nil
}

// pool is a mempool that holds three transactions and commits each one that it takes.
type pool struct {
	*mempool.NopMempool
	events *types.EventBus
}

var waiting = types.Txs{[]byte("one"), []byte{}, []byte{0xff}}

func (p pool) CheckTx(tx types.Tx, callback func(*abci.ResponseCheckTx), _ mempool.TxInfo) error {
	if string(tx) == "known" {
		return mempool.ErrTxInCache
	}
	if callback != nil {
		callback(checked(tx))
		return p.events.PublishEventTx(types.EventDataTx{TxResult: abci.TxResult{
			Height: 9, Index: 1, Tx: tx, Result: abci.ExecTxResult{Code: 2, Data: []byte{7}, GasUsed: 3},
		}})
	}
	return nil
}

func (pool) ReapMaxTxs(most int) types.Txs {
	if most > len(waiting) {
		most = len(waiting)
	}
	return waiting[:most]
}

func (pool) Size() int { return len(waiting) }

func (pool) SizeBytes() int64 { return 4 }

type evidencePool struct{ sm.EmptyEvidencePool }

func (evidencePool) AddEvidence(evidence types.Evidence) error {
	if evidence.Height() == 3 {
		return errors.New("no such validator")
	}
	return nil
}

type syncing struct{}

func (syncing) WaitSync() bool { return false }

type transport struct{}

func (transport) Listeners() []string { return nil }

func (transport) IsListening() bool { return true }

func (transport) NodeInfo() p2p.NodeInfo { return p2p.DefaultNodeInfo{} }

func environment(doc *types.GenesisDoc, blocks *store.BlockStore, states sm.Store) *core.Environment {
	events := types.NewEventBus()
	must(events.Start())
	connection := abcicli.NewLocalClient(nil, app{})
	must(connection.Start())
	env := &core.Environment{
		ProxyAppQuery:    proxy.NewAppConnQuery(connection, proxy.NopMetrics()),
		ProxyAppMempool:  proxy.NewAppConnMempool(connection, proxy.NopMetrics()),
		StateStore:       states,
		BlockStore:       blocks,
		EvidencePool:     evidencePool{},
		ConsensusReactor: syncing{},
		P2PTransport:     transport{},
		PubKey:           ed("a"),
		GenDoc:           doc,
		EventBus:         events,
		Mempool:          pool{events: events},
		Logger:           log.NewNopLogger(),
		Config:           *cfg.DefaultRPCConfig(),
	}
	must(env.InitGenesisChunks())
	return env
}
