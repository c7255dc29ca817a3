// Evidencegolden prints the original's verdicts on evidence as it comes over the wire: the golden file
// evidence-verdicts.json of the tests of our evidence reactor.
//
// Usage: evidencegolden > evidence-verdicts.json
package main

import (
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"time"

	"github.com/cometbft/cometbft/crypto/ed25519"
	"github.com/cometbft/cometbft/crypto/tmhash"
	"github.com/cometbft/cometbft/evidence"
	cmtproto "github.com/cometbft/cometbft/proto/tendermint/types"
	cmtversion "github.com/cometbft/cometbft/proto/tendermint/version"
	"github.com/cometbft/cometbft/types"
	"github.com/cometbft/cometbft/version"
)

const chainID = "verdicts"

// Case is one piece of evidence as protobuf, the signed headers to judge an attack by, and the verdict.
type Case struct {
	Name     string  `json:"name"`
	Evidence string  `json:"evidence"`
	Common   string  `json:"common,omitempty"`
	Trusted  string  `json:"trusted,omitempty"`
	Error    *string `json:"error"`
}

// File is the whole file.
type File struct {
	Source     string            `json:"source"`
	ChainID    string            `json:"chainId"`
	Validators string            `json:"validators"`
	Headers    map[string]string `json:"headers"`
	Cases      []Case            `json:"cases"`
}

var (
	keys   []ed25519.PrivKey
	start  = time.Unix(1700000000, 0).UTC()
	file   = File{Source: "cometbft v0.38.26, evidencegolden", ChainID: chainID, Headers: map[string]string{}}
	powers = []int64{10, 11, 12, 13}
	valset *types.ValidatorSet
)

func key(name string) ed25519.PrivKey { return ed25519.GenPrivKeyFromSecret([]byte(name)) }

func must(err error) {
	if err != nil {
		panic(err)
	}
}

func hash(text string) []byte { return tmhash.Sum([]byte(text)) }

func blockID(text string) types.BlockID {
	return types.BlockID{Hash: hash(text), PartSetHeader: types.PartSetHeader{Total: 1, Hash: hash(text + " parts")}}
}

func vote(k ed25519.PrivKey, kind cmtproto.SignedMsgType, height int64, round int32, id types.BlockID) *types.Vote {
	v := &types.Vote{Type: kind, Height: height, Round: round, BlockID: id, Timestamp: start,
		ValidatorAddress: k.PubKey().Address()}
	sig, err := k.Sign(types.VoteSignBytes(chainID, v.ToProto()))
	must(err)
	v.Signature = sig
	return v
}

func verdict(c Case, err error) {
	if err != nil {
		text := err.Error()
		c.Error = &text
	}
	file.Cases = append(file.Cases, c)
}

func setBytes(set *types.ValidatorSet) string {
	pb, err := set.ToProto()
	must(err)
	bz, err := pb.Marshal()
	must(err)
	return hex.EncodeToString(bz)
}

// headerName keeps a signed header once and names it.
func headerName(sh *types.SignedHeader) string {
	bz, err := sh.ToProto().Marshal()
	must(err)
	name := hex.EncodeToString(tmhash.Sum(bz)[:4])
	file.Headers[name] = hex.EncodeToString(bz)
	return name
}

// over sends evidence over the wire: what comes out may not be quite what went in.
func over(ev types.Evidence) (string, types.Evidence, error) {
	pb, err := types.EvidenceToProto(ev)
	must(err)
	bz, err := pb.Marshal()
	must(err)
	var back cmtproto.Evidence
	must(back.Unmarshal(bz))
	got, err := types.EvidenceFromProto(&back)
	return hex.EncodeToString(bz), got, err
}

func duplicate(name string, ev *types.DuplicateVoteEvidence) {
	bz, got, err := over(ev)
	if err == nil {
		err = evidence.VerifyDuplicateVote(got.(*types.DuplicateVoteEvidence), chainID, valset)
	}
	verdict(Case{Name: name, Evidence: bz}, err)
}

func two(a, b *types.Vote, power, total int64) *types.DuplicateVoteEvidence {
	if a.BlockID.Key() >= b.BlockID.Key() {
		a, b = b, a
	}
	return &types.DuplicateVoteEvidence{VoteA: a, VoteB: b, TotalVotingPower: total, ValidatorPower: power, Timestamp: start}
}

func duplicates() {
	k := keys[1]
	_, val := valset.GetByAddress(k.PubKey().Address())
	power, total := val.VotingPower, valset.TotalVotingPower()
	pre, com := cmtproto.PrevoteType, cmtproto.PrecommitType
	a := func() *types.Vote { return vote(k, pre, 5, 2, blockID("a")) }
	b := func() *types.Vote { return vote(k, pre, 5, 2, blockID("b")) }
	duplicate("good", two(a(), b(), power, total))
	duplicate("good with nil", two(vote(k, pre, 5, 2, types.BlockID{}), b(), power, total))
	duplicate("good precommits", two(vote(k, com, 5, 2, blockID("a")), vote(k, com, 5, 2, blockID("b")), power, total))
	duplicate("other height", two(a(), vote(k, pre, 6, 2, blockID("b")), power, total))
	duplicate("other round", two(a(), vote(k, pre, 5, 3, blockID("b")), power, total))
	duplicate("other type", two(a(), vote(k, com, 5, 2, blockID("b")), power, total))
	duplicate("other validator", two(a(), vote(keys[2], pre, 5, 2, blockID("b")), power, total))
	stranger := key("stranger")
	duplicate("stranger", two(vote(stranger, pre, 5, 2, blockID("a")), vote(stranger, pre, 5, 2, blockID("b")), power, total))
	duplicate("other power", two(a(), b(), power+1, total))
	duplicate("other total", two(a(), b(), power, total+1))
	for i, spoil := range []func(v *types.Vote){
		func(v *types.Vote) { v.Signature[0] ^= 1 },
		func(v *types.Vote) { v.Signature = v.Signature[:63] },
		func(v *types.Vote) { v.Timestamp = v.Timestamp.Add(1) },
		func(v *types.Vote) { v.ValidatorIndex = 77 },
	} {
		x, y := a(), b()
		spoil(x)
		duplicate(fmt.Sprintf("spoiled a %d", i), two(x, b(), power, total))
		spoil(y)
		duplicate(fmt.Sprintf("spoiled b %d", i), two(a(), y, power, total))
	}
}

func header(height int64, change func(h *types.Header)) *types.Header {
	h := &types.Header{
		Version: cmtversion.Consensus{Block: version.BlockProtocol}, ChainID: chainID, Height: height,
		Time: start.Add(time.Duration(height) * time.Minute), LastBlockID: blockID("last"),
		LastCommitHash: hash("commit"), DataHash: hash("data"), ValidatorsHash: valset.Hash(),
		NextValidatorsHash: valset.Hash(), ConsensusHash: hash("consensus"), AppHash: hash("app"),
		LastResultsHash: hash("results"), EvidenceHash: hash("evidence"),
		ProposerAddress: valset.Proposer.Address,
	}
	if change != nil {
		change(h)
	}
	return h
}

// flags says of each validator: c commit, n nil, a absent.
func signed(h *types.Header, round int32, flags string) *types.SignedHeader {
	id := types.BlockID{Hash: h.Hash(), PartSetHeader: types.PartSetHeader{Total: 1, Hash: hash("parts")}}
	commit := &types.Commit{Height: h.Height, Round: round, BlockID: id}
	for i, v := range valset.Validators {
		var k ed25519.PrivKey
		for _, each := range keys {
			if v.PubKey.Equals(each.PubKey()) {
				k = each
			}
		}
		switch flags[i] {
		case 'c':
			x := vote(k, cmtproto.PrecommitType, h.Height, round, id)
			commit.Signatures = append(commit.Signatures, types.CommitSig{BlockIDFlag: types.BlockIDFlagCommit,
				ValidatorAddress: x.ValidatorAddress, Timestamp: x.Timestamp, Signature: x.Signature})
		case 'n':
			x := vote(k, cmtproto.PrecommitType, h.Height, round, types.BlockID{})
			commit.Signatures = append(commit.Signatures, types.CommitSig{BlockIDFlag: types.BlockIDFlagNil,
				ValidatorAddress: x.ValidatorAddress, Timestamp: x.Timestamp, Signature: x.Signature})
		default:
			commit.Signatures = append(commit.Signatures, types.NewCommitSigAbsent())
		}
	}
	return &types.SignedHeader{Header: h, Commit: commit}
}

func attack(name string, conflicting, trusted, common *types.SignedHeader, change func(ev *types.LightClientAttackEvidence)) {
	ev := &types.LightClientAttackEvidence{
		ConflictingBlock: &types.LightBlock{SignedHeader: conflicting, ValidatorSet: valset.Copy()},
		CommonHeight:     common.Height, TotalVotingPower: valset.TotalVotingPower(), Timestamp: common.Time,
	}
	ev.ByzantineValidators = ev.GetByzantineValidators(valset, trusted)
	if change != nil {
		change(ev)
	}
	bz, got, err := over(ev)
	if err == nil {
		err = evidence.VerifyLightClientAttack(got.(*types.LightClientAttackEvidence), common, trusted, valset, start, time.Hour)
	}
	verdict(Case{Name: name, Evidence: bz, Common: headerName(common), Trusted: headerName(trusted)}, err)
}

func attacks() {
	forged := func(h *types.Header) { h.AppHash = hash("forged") }
	other := func(h *types.Header) { h.DataHash = hash("other") }
	common := signed(header(5, nil), 0, "cccc")
	at5, at8 := common, signed(header(8, nil), 0, "cccc")
	for _, flags := range []string{"cccc", "ccca", "ccac", "cacc", "accc", "ccaa", "caca", "caac", "acca", "acac", "aacc",
		"caaa", "aaac", "cccn", "nccc", "cncn", "nnnn", "ncca"} {
		attack("lunatic "+flags, signed(header(8, forged), 0, flags), at8, common, nil)
		attack("equivocation "+flags, signed(header(5, other), 0, flags), at5, common, nil)
		attack("equivocation against "+flags, signed(header(5, other), 0, "cccc"), signed(header(5, nil), 0, flags), common, nil)
	}
	attack("amnesia", signed(header(5, other), 1, "cccc"), at5, common, nil)
	attack("amnesia with a common height", signed(header(8, other), 1, "cccc"), at8, common, nil)
	attack("equivocation with a common height", signed(header(8, other), 0, "cccc"), at8, common, nil)
	attack("own block", signed(header(5, nil), 0, "cccc"), at5, common, nil)
	attack("own block above", signed(header(8, nil), 0, "cccc"), at8, common, nil)
	for _, each := range []struct {
		name   string
		change func(h *types.Header)
	}{
		{"next validators", func(h *types.Header) { h.NextValidatorsHash = hash("x") }},
		{"consensus", func(h *types.Header) { h.ConsensusHash = hash("x") }},
		{"app", func(h *types.Header) { h.AppHash = hash("x") }},
		{"results", func(h *types.Header) { h.LastResultsHash = hash("x") }},
	} {
		attack("not derived: "+each.name, signed(header(5, each.change), 0, "cccc"), at5, common, nil)
		attack("lunatic: "+each.name, signed(header(8, each.change), 0, "cccc"), at8, common, nil)
	}
	attack("last block, earlier time", signed(header(9, func(h *types.Header) { h.Time = start }), 0, "cccc"), at8, common, nil)
	for _, each := range []struct {
		name   string
		change func(ev *types.LightClientAttackEvidence)
	}{
		{"total power", func(ev *types.LightClientAttackEvidence) { ev.TotalVotingPower++ }},
		{"one missing", func(ev *types.LightClientAttackEvidence) { ev.ByzantineValidators = ev.ByzantineValidators[:3] }},
		{"nobody named", func(ev *types.LightClientAttackEvidence) { ev.ByzantineValidators = nil }},
		{"one twice", func(ev *types.LightClientAttackEvidence) {
			ev.ByzantineValidators = append(ev.ByzantineValidators, ev.ByzantineValidators[0])
		}},
		{"order", func(ev *types.LightClientAttackEvidence) {
			b := ev.ByzantineValidators
			b[0], b[1] = b[1], b[0]
		}},
		{"power", func(ev *types.LightClientAttackEvidence) {
			ev.ByzantineValidators[0] = ev.ByzantineValidators[0].Copy()
			ev.ByzantineValidators[0].VotingPower++
		}},
		{"innocent", func(ev *types.LightClientAttackEvidence) {
			ev.ByzantineValidators[0] = types.NewValidator(key("innocent").PubKey(), 13)
		}},
		{"signature of the first", func(ev *types.LightClientAttackEvidence) {
			ev.ConflictingBlock.Commit.Signatures[0].Signature[0] ^= 1
		}},
		{"signature of the last", func(ev *types.LightClientAttackEvidence) {
			ev.ConflictingBlock.Commit.Signatures[3].Signature[63] ^= 1
		}},
		{"address of an entry", func(ev *types.LightClientAttackEvidence) {
			s := ev.ConflictingBlock.Commit.Signatures
			s[0].ValidatorAddress = s[1].ValidatorAddress
		}},
		{"priority", func(ev *types.LightClientAttackEvidence) {
			ev.ByzantineValidators[0] = ev.ByzantineValidators[0].Copy()
			ev.ByzantineValidators[0].ProposerPriority += 5
		}},
	} {
		attack("lunatic with other "+each.name, signed(header(8, forged), 0, "cccc"), at8, common, each.change)
		attack("equivocation with other "+each.name, signed(header(5, other), 0, "cccc"), at5, common, each.change)
	}
}

func main() {
	var vals []*types.Validator
	for i, power := range powers {
		k := key(fmt.Sprintf("validator %d", i))
		keys = append(keys, k)
		vals = append(vals, types.NewValidator(k.PubKey(), power))
	}
	valset = types.NewValidatorSet(vals)
	file.Validators = setBytes(valset)
	duplicates()
	attacks()
	out := json.NewEncoder(os.Stdout)
	out.SetIndent("", " ")
	must(out.Encode(file))
}
