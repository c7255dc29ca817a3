// Rpcgolden prints what the original's RPC answers about a small chain that has everything in it, and what our
// stores need to hold the same chain: the golden file of the tests of our RPC.
//
// Usage: rpcgolden chain|mempool|evidence|parameters, which is the name of the file: rpc-NAME.json.
package main

import (
	"bytes"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"strings"

	dbm "github.com/cometbft/cometbft-db"

	cmtjson "github.com/cometbft/cometbft/libs/json"
	"github.com/cometbft/cometbft/libs/log"
	rpcserver "github.com/cometbft/cometbft/rpc/jsonrpc/server"
	sm "github.com/cometbft/cometbft/state"
	"github.com/cometbft/cometbft/store"
	"github.com/cometbft/cometbft/types"
)

const source = "cometbft v0.38.26, rpcgolden"

// Answer is what came back for arguments, in the form in which they are handed to a route.
type Answer struct {
	Route     string            `json:"route"`
	Arguments map[string]string `json:"arguments"`
	Status    int               `json:"status"`
	Body      string            `json:"body"`
}

// Golden is the whole file.
type Golden struct {
	Source  string   `json:"source"`
	Genesis string   `json:"genesis,omitempty"`
	State   string   `json:"state,omitempty"`
	Heights []Height `json:"heights,omitempty"`
	Answers []Answer `json:"answers"`
}

// Parameters is the file of how parameters are read.
type Parameters struct {
	Source    string     `json:"source"`
	Exchanges []Exchange `json:"exchanges"`
}

// argument has a canonical text, and the ways in which a client writes it.
type argument struct{ name, canonical, uri, json string }

func number(name string, value int64) argument {
	return argument{name, fmt.Sprint(value), fmt.Sprint(value), fmt.Sprintf("\"%d\"", value)}
}

func flag(name string, value bool) argument {
	return argument{name, fmt.Sprint(value), fmt.Sprint(value), fmt.Sprint(value)}
}

func text(name, value string) argument {
	quoted, err := json.Marshal(value)
	must(err)
	return argument{name, value, string(quoted), string(quoted)}
}

func plain(name string, value []byte) argument {
	digits := hex.EncodeToString(value)
	return argument{name, digits, "0x" + digits, "\"" + base64.StdEncoding.EncodeToString(value) + "\""}
}

func digits(name string, value []byte) argument {
	digits := hex.EncodeToString(value)
	return argument{name, digits, "0x" + digits, "\"" + strings.ToUpper(digits) + "\""}
}

func value(name string, of any) argument {
	encoded, err := cmtjson.Marshal(of)
	must(err)
	return argument{name, string(encoded), string(encoded), string(encoded)}
}

func ask(handler http.Handler, request *http.Request) (int, string) {
	recorder := httptest.NewRecorder()
	handler.ServeHTTP(recorder, request)
	return recorder.Code, recorder.Body.String()
}

func query(handler http.Handler, route string, arguments ...argument) Answer {
	canonical, parameters, params := map[string]string{}, url.Values{}, []string{}
	for _, one := range arguments {
		canonical[one.name] = one.canonical
		parameters.Set(one.name, one.uri)
		params = append(params, fmt.Sprintf("%q:%s", one.name, one.json))
	}
	status, body := ask(handler, httptest.NewRequest("GET", "/"+route+"?"+parameters.Encode(), nil))
	request := fmt.Sprintf(`{"jsonrpc":"2.0","id":-1,"method":%q,"params":{%s}}`, route, strings.Join(params, ","))
	_, posted := ask(handler, httptest.NewRequest("POST", "/", strings.NewReader(request)))
	if posted != body {
		panic("the ways in differ: " + route + "\n" + body + "\n" + posted)
	}
	return Answer{route, canonical, status, body}
}

func main() {
	logger := log.NewNopLogger()
	mux := http.NewServeMux()
	var result any
	if os.Args[1] == "parameters" {
		rpcserver.RegisterRPCFuncs(mux, echoes(), logger)
		result = Parameters{source, parameters(mux)}
	} else {
		doc := genesis()
		blocks, states := store.NewBlockStore(dbm.NewMemDB()), sm.NewStore(dbm.NewMemDB(), sm.StoreOptions{})
		first, heights := build(doc, blocks, states)
		rpcserver.RegisterRPCFuncs(mux, environment(doc, blocks, states).GetRoutes(), logger)
		switch os.Args[1] {
		case "chain":
			encodedDoc, err := cmtjson.MarshalIndent(doc, "", "  ")
			must(err)
			result = Golden{source, string(encodedDoc), first, heights, chainAnswers(mux, blocks)}
		case "mempool":
			result = Golden{Source: source, Answers: mempoolAnswers(mux)}
		case "evidence":
			result = Golden{Source: source, Answers: evidenceAnswers(mux)}
		}
	}
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", " ")
	must(encoder.Encode(result))
	os.Stdout.Write(out.Bytes())
}

func collect(handler http.Handler, all *[]Answer) func(string, ...argument) {
	return func(route string, arguments ...argument) {
		*all = append(*all, query(handler, route, arguments...))
	}
}

func chainAnswers(handler http.Handler, blocks *store.BlockStore) (all []Answer) {
	add := collect(handler, &all)
	heights := []int64{-1, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11}
	for _, route := range []string{"block", "block_results", "commit", "header", "validators", "consensus_params"} {
		add(route)
		for _, height := range heights {
			add(route, number("height", height))
		}
	}
	for _, page := range []int64{-1, 0, 1, 2, 4, 5} {
		add("validators", number("height", 9), number("page", page))
	}
	for _, size := range []int64{-1, 0, 1, 200} {
		add("validators", number("height", 9), number("per_page", size))
	}
	add("validators", number("height", 9), number("per_page", 100), number("page", 2))
	add("validators", number("height", 9), number("per_page", 100), number("page", 3))
	for _, span := range [][2]int64{{0, 0}, {1, 4}, {4, 5}, {5, 4}, {-1, 5}, {3, -1}, {0, 100}, {8, 100}, {9, 100}, {1, 2}} {
		add("blockchain", number("minHeight", span[0]), number("maxHeight", span[1]))
	}
	add("blockchain")
	known := blocks.LoadBlockMeta(6).BlockID.Hash
	for _, hash := range [][]byte{known, seed("unknown"), {1}, {}} {
		if len(hash) > 0 {
			add("block_by_hash", plain("hash", hash))
			add("header_by_hash", digits("hash", hash))
		} else {
			add("block_by_hash")
			add("header_by_hash")
		}
	}
	add("genesis")
	add("genesis_chunked")
	add("genesis_chunked", number("chunk", 0))
	add("genesis_chunked", number("chunk", 1))
	add("abci_info")
	add("abci_query")
	add("abci_query", text("path", "/fail"))
	add("abci_query", text("path", "/proof"), digits("data", []byte{0xab, 0xcd}), number("height", 5), flag("prove", true))
	add("abci_query", text("path", "/proof"))
	add("check_tx", plain("tx", []byte("good")))
	add("check_tx", plain("tx", []byte("x")))
	add("check_tx")
	return all
}

func mempoolAnswers(handler http.Handler) (all []Answer) {
	add := collect(handler, &all)
	for _, tx := range []string{"good", "x<bad>", "known"} {
		for _, route := range []string{"broadcast_tx_sync", "broadcast_tx_async", "broadcast_tx_commit"} {
			add(route, plain("tx", []byte(tx)))
		}
	}
	add("broadcast_tx_sync")
	for _, limit := range []int64{-1, 0, 1, 2, 100} {
		add("unconfirmed_txs", number("limit", limit))
	}
	add("unconfirmed_txs")
	add("num_unconfirmed_txs")
	return all
}

func evidenceAnswers(handler http.Handler) (all []Answer) {
	add := collect(handler, &all)
	add("broadcast_evidence", value("evidence", types.Evidence(duplicateVotes(4))))
	add("broadcast_evidence", value("evidence", types.Evidence(duplicateVotes(3))))
	add("broadcast_evidence", value("evidence", types.Evidence(attack(5))))
	wrong := duplicateVotes(4)
	wrong.VoteA, wrong.VoteB = wrong.VoteB, wrong.VoteA
	add("broadcast_evidence", value("evidence", types.Evidence(wrong)))
	add("broadcast_evidence")
	return all
}
