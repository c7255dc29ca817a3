package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"time"

	abci "github.com/cometbft/cometbft/abci/types"
	"github.com/cometbft/cometbft/crypto"
	"github.com/cometbft/cometbft/crypto/ed25519"
	cryptoenc "github.com/cometbft/cometbft/crypto/encoding"
	"github.com/cometbft/cometbft/crypto/secp256k1"
	cmtproto "github.com/cometbft/cometbft/proto/tendermint/types"
	sm "github.com/cometbft/cometbft/state"
	"github.com/cometbft/cometbft/store"
	"github.com/cometbft/cometbft/types"
)

const (
	chainID       = "golden <chain>"
	initialHeight = 3
	lastHeight    = 8
)

// Height is what our stores need to hold the same.
type Height struct {
	Height     int64  `json:"height"`
	Block      string `json:"block"`
	SeenCommit string `json:"seen_commit"`
	Response   string `json:"response"`
	State      string `json:"state"`
}

func seed(text string) []byte {
	sum := sha256.Sum256([]byte(text))
	return sum[:]
}

func ed(name string) crypto.PubKey {
	return ed25519.GenPrivKeyFromSecret([]byte(name)).PubKey()
}

func secp(name string) crypto.PubKey {
	return secp256k1.GenPrivKeySecp256k1([]byte(name)).PubKey()
}

func at(seconds int64, nanos int64) time.Time {
	return time.Unix(1_700_000_000+seconds, nanos).UTC()
}

func few() *types.ValidatorSet {
	return types.NewValidatorSet([]*types.Validator{
		types.NewValidator(ed("a"), 10),
		types.NewValidator(secp("b"), 9_007_199_254_740_993),
		types.NewValidator(ed("c"), 1),
	})
}

func many() *types.ValidatorSet {
	var all []*types.Validator
	for i := 0; i < 105; i++ {
		all = append(all, types.NewValidator(ed(fmt.Sprint("many", i)), int64(1000-i)))
	}
	return types.NewValidatorSet(all)
}

func genesis() *types.GenesisDoc {
	params := types.DefaultConsensusParams()
	params.Evidence.MaxAgeDuration = 48*time.Hour + 5*time.Nanosecond
	params.Version.App = 7
	doc := &types.GenesisDoc{
		GenesisTime:     at(0, 120_000_000),
		ChainID:         chainID,
		InitialHeight:   initialHeight,
		ConsensusParams: params,
		AppHash:         []byte{0xab, 0xcd},
		AppState:        []byte("{ \"a\" : [1, 2],\n \"markup\": \"<&>\", \"line\": \"\u2028\" }"),
	}
	for _, validator := range few().Validators {
		doc.Validators = append(doc.Validators, types.GenesisValidator{
			Address: validator.Address, PubKey: validator.PubKey, Power: validator.VotingPower,
			Name: "é \"" + validator.Address.String()[:4],
		})
	}
	must(doc.ValidateAndComplete())
	return doc
}

func blockID(name string) types.BlockID {
	return types.BlockID{
		Hash:          seed("block " + name),
		PartSetHeader: types.PartSetHeader{Total: 3, Hash: seed("parts " + name)},
	}
}

func vote(name string, height int64) *types.Vote {
	return &types.Vote{
		Type: cmtproto.PrecommitType, Height: height, Round: 1, BlockID: blockID(name),
		Timestamp: at(height, 1), ValidatorAddress: ed("a").Address(), ValidatorIndex: 0,
		Signature: append(seed(name), seed(name)...),
	}
}

func duplicateVotes(height int64) *types.DuplicateVoteEvidence {
	a, b := vote("one", height), vote("other", height)
	if bytes.Compare([]byte(a.BlockID.Key()), []byte(b.BlockID.Key())) >= 0 {
		a, b = b, a
	}
	return &types.DuplicateVoteEvidence{
		VoteA: a, VoteB: b, TotalVotingPower: 20, ValidatorPower: 10, Timestamp: at(height, 0),
	}
}

func attack(height int64) *types.LightClientAttackEvidence {
	validators := few()
	header := types.Header{
		ChainID: chainID, Height: height, Time: at(height, 5000), ValidatorsHash: validators.Hash(),
		ProposerAddress: ed("a").Address(),
	}
	header.Version.Block = 11
	return &types.LightClientAttackEvidence{
		ConflictingBlock: &types.LightBlock{
			SignedHeader: &types.SignedHeader{
				Header: &header,
				Commit: commit(height, types.BlockID{Hash: header.Hash(), PartSetHeader: blockID("x").PartSetHeader}),
			},
			ValidatorSet: validators,
		},
		CommonHeight:        height - 1,
		ByzantineValidators: validators.Validators[1:2],
		TotalVotingPower:    validators.TotalVotingPower(),
		Timestamp:           at(height-1, 0),
	}
}

// commit has a vote, no vote, and a vote for nothing.
func commit(height int64, id types.BlockID) *types.Commit {
	all := few().Validators
	sign := func(i int, flag types.BlockIDFlag) types.CommitSig {
		return types.CommitSig{
			BlockIDFlag: flag, ValidatorAddress: all[i].Address, Timestamp: at(height, int64(i)*1_000_000),
			Signature: append(seed(fmt.Sprint(height, i)), seed("signature")...),
		}
	}
	return &types.Commit{
		Height: height, Round: int32(height % 2), BlockID: id,
		Signatures: []types.CommitSig{sign(0, types.BlockIDFlagCommit), types.NewCommitSigAbsent(), sign(2, types.BlockIDFlagNil)},
	}
}

func response(height int64) *abci.ResponseFinalizeBlock {
	response := &abci.ResponseFinalizeBlock{AppHash: seed(fmt.Sprint("app", height))}
	if height != 5 {
		return response
	}
	key, err := cryptoenc.PubKeyToProto(ed("new"))
	must(err)
	other, err := cryptoenc.PubKeyToProto(secp("new"))
	must(err)
	event := abci.Event{Type: "trans<fer>", Attributes: []abci.EventAttribute{
		{Key: "sender", Value: "\"quoted\" \\ é \u2028 \x7f", Index: true}, {Key: "", Value: ""},
	}}
	response.Events = []abci.Event{event, {Type: "bare"}, {}}
	response.TxResults = []*abci.ExecTxResult{
		{Code: 0, Data: []byte{1, 2, 3}, Log: "fine & <good>", Info: "info\n", GasWanted: -1, GasUsed: 1 << 60,
			Events: []abci.Event{event, {Type: "bare"}}, Codespace: "space"},
		{Code: 4294967295},
	}
	response.ValidatorUpdates = []abci.ValidatorUpdate{{PubKey: key, Power: 7}, {PubKey: other, Power: 0}}
	response.ConsensusParamUpdates = &cmtproto.ConsensusParams{
		Block:     &cmtproto.BlockParams{MaxBytes: 1000, MaxGas: -1},
		Evidence:  &cmtproto.EvidenceParams{MaxAgeNumBlocks: 9, MaxAgeDuration: time.Hour, MaxBytes: 0},
		Validator: &cmtproto.ValidatorParams{PubKeyTypes: []string{"ed25519", "secp256k1"}},
		Version:   &cmtproto.VersionParams{App: 0},
		Abci:      &cmtproto.ABCIParams{VoteExtensionsEnableHeight: 20},
	}
	return response
}

func txs(height int64) types.Txs {
	switch height {
	case 5:
		return types.Txs{[]byte("a=b"), []byte{0xff, 0x00}}
	case 6:
		return types.Txs{[]byte("")}
	}
	return nil
}

func evidence(height int64) types.EvidenceList {
	switch height {
	case 6:
		return types.EvidenceList{duplicateVotes(4), attack(5)}
	}
	return nil
}

// build fills both stores and tells what it has put there: the first state, and each block with the state after it.
func build(doc *types.GenesisDoc, blocks *store.BlockStore, states sm.Store) (string, []Height) {
	state, err := sm.MakeGenesisState(doc)
	must(err)
	must(states.Save(state))
	first := encodedState(state)
	var all []Height
	last := &types.Commit{}
	for height := int64(initialHeight); height <= lastHeight; height++ {
		block, err := state.MakeBlock(height, txs(height), last, evidence(height), state.Validators.Proposer.Address)
		must(err)
		block.Time = at(height*10, []int64{0, 1, 120, 100_000_000, 123_456_789, 5_000}[height-initialHeight])
		parts, err := block.MakePartSet(types.BlockPartSizeBytes)
		must(err)
		id := types.BlockID{Hash: block.Hash(), PartSetHeader: parts.Header()}
		last = commit(height, id)
		blocks.SaveBlock(block, parts, last)
		answer := response(height)
		must(states.SaveFinalizeBlockResponse(height, answer))

		proto, err := block.ToProto()
		must(err)
		state.LastBlockHeight = height
		state.LastBlockID = id
		state.LastBlockTime = block.Time
		state.LastValidators = state.Validators.Copy()
		state.Validators = state.NextValidators.Copy()
		state.NextValidators = state.NextValidators.CopyIncrementProposerPriority(1)
		if height == 6 {
			state.NextValidators = many()
			state.LastHeightValidatorsChanged = height + 2
		}
		if height == 5 {
			state.ConsensusParams = state.ConsensusParams.Update(answer.ConsensusParamUpdates)
			state.LastHeightConsensusParamsChanged = height + 1
		}
		state.LastResultsHash = sm.TxResultsHash(answer.TxResults)
		state.AppHash = answer.AppHash
		must(states.Save(state))
		all = append(all, Height{
			Height: height, Block: encoded(proto.Marshal()), SeenCommit: encoded(last.ToProto().Marshal()),
			Response: encoded(answer.Marshal()), State: encodedState(state),
		})
	}
	return first, all
}

func encodedState(state sm.State) string {
	proto, err := state.ToProto()
	must(err)
	return encoded(proto.Marshal())
}

func encoded(bytes []byte, err error) string {
	must(err)
	return hex.EncodeToString(bytes)
}

func must(err error) {
	if err != nil {
		panic(err)
	}
}
