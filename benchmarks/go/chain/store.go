package main

import (
	"os"
	"time"

	dbm "github.com/cometbft/cometbft-db"

	"github.com/cometbft/cometbft/store"
	"github.com/cometbft/cometbft/types"
)

type whole struct {
	block  *types.Block
	parts  *types.PartSet
	commit *types.Commit
}

func wholes(o options, n int) []whole {
	r := make([]whole, n)
	for i := range r {
		height := int64(i + 1)
		b := block(o, height)
		parts, err := b.MakePartSet(types.BlockPartSizeBytes)
		must(err)
		s := stream{uint64(4_000_000 + i)}
		r[i] = whole{b, parts, commit(&s, o.sigs, height)}
	}
	return r
}

// A block store over the original's default database, and what removes it.
func open(o options, name string) (*store.BlockStore, func(), error) {
	if err := os.MkdirAll(o.folder, 0o755); err != nil {
		return nil, nil, err
	}
	folder, err := os.MkdirTemp(o.folder, name)
	if err != nil {
		return nil, nil, err
	}
	db, err := dbm.NewDB("blockstore", dbm.GoLevelDBBackend, folder)
	if err != nil {
		return nil, nil, err
	}
	return store.NewBlockStore(db), func() {
		_ = db.Close()
		_ = os.RemoveAll(folder)
	}, nil
}

// Saves as many blocks as asked for, each of which is durable before the next is saved.
func save(o options) (result, error) {
	blocks := wholes(o, o.n)
	for end := after(o.warm); time.Now().Before(end); {
		if err := saveAll(o, "warm", blocks, func() {}); err != nil {
			return result{}, err
		}
	}
	var m meter
	var r result
	err := saveAll(o, "save", blocks, func() {
		if m.wall.IsZero() {
			m = start()
			return
		}
		r = m.result(o.n, digest(blocks[o.n-1].block.Hash()))
	})
	return r, err
}

func saveAll(o options, name string, blocks []whole, edge func()) error {
	s, remove, err := open(o, name)
	if err != nil {
		return err
	}
	defer remove()
	edge()
	for _, b := range blocks {
		s.SaveBlock(b.block, b.parts, b.commit)
	}
	edge()
	return nil
}

func load(o options) (result, error) {
	s, remove, err := open(o, "load")
	if err != nil {
		return result{}, err
	}
	defer remove()
	for _, b := range wholes(o, o.n) {
		s.SaveBlock(b.block, b.parts, b.commit)
	}
	order := stream{5_000_000}
	last := s.LoadBlock(int64(o.n))
	return timed(o, work{func() {
		if s.LoadBlock(int64(order.next()%uint64(o.n))+1) == nil {
			panic("a block is missing")
		}
	}, digest(last.Hash()), 1}), nil
}
