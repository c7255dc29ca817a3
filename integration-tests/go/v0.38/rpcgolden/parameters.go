package main

import (
	"encoding/hex"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"

	"github.com/cometbft/cometbft/libs/bytes"
	rpcserver "github.com/cometbft/cometbft/rpc/jsonrpc/server"
	rpctypes "github.com/cometbft/cometbft/rpc/jsonrpc/types"
)

// Exchange is one question, as it is sent, and its answer.
type Exchange struct {
	Uri    string `json:"uri"`
	Post   string `json:"post,omitempty"`
	Status int    `json:"status"`
	Body   string `json:"body"`
}

// Echo tells what a parameter came to.
type Echo struct {
	Value string `json:"value"`
}

// echoes are routes with one parameter each, one for each type that the original's routes have.
func echoes() map[string]*rpcserver.RPCFunc {
	return map[string]*rpcserver.RPCFunc{
		"number": rpcserver.NewRPCFunc(func(_ *rpctypes.Context, value *int64) (*Echo, error) {
			if value == nil {
				return &Echo{"absent"}, nil
			}
			return &Echo{fmt.Sprint(*value)}, nil
		}, "value"),
		"count": rpcserver.NewRPCFunc(func(_ *rpctypes.Context, value *int) (*Echo, error) {
			if value == nil {
				return &Echo{"absent"}, nil
			}
			return &Echo{fmt.Sprint(*value)}, nil
		}, "value"),
		"index": rpcserver.NewRPCFunc(func(_ *rpctypes.Context, value uint) (*Echo, error) {
			return &Echo{fmt.Sprint(value)}, nil
		}, "value"),
		"flag": rpcserver.NewRPCFunc(func(_ *rpctypes.Context, value bool) (*Echo, error) {
			return &Echo{fmt.Sprint(value)}, nil
		}, "value"),
		"text": rpcserver.NewRPCFunc(func(_ *rpctypes.Context, value string) (*Echo, error) {
			return &Echo{value}, nil
		}, "value"),
		"bytes": rpcserver.NewRPCFunc(func(_ *rpctypes.Context, value []byte) (*Echo, error) {
			return &Echo{hex.EncodeToString(value)}, nil
		}, "value"),
		"hex": rpcserver.NewRPCFunc(func(_ *rpctypes.Context, value bytes.HexBytes) (*Echo, error) {
			return &Echo{hex.EncodeToString(value)}, nil
		}, "value"),
	}
}

func parameters(handler http.Handler) (all []Exchange) {
	uris := []string{
		``, `5`, `"5"`, `-5`, `"-5"`, `05`, `+5`, `"+5"`, `" 5 "`, ` 5`, `""`, `abc`, `"abc"`, `1.5`, `"1.5"`, `1e3`, `"1e3"`,
		`0x05`, `0X05`, `0x`, `0x5`, `0xzz`, `true`, `false`, `"true"`, `null`, `"null"`, `{}`, `[]`, `[1,2]`, `9223372036854775807`,
		`9223372036854775808`, `-9223372036854775809`, `"AQID"`, `AQID`, `"0102"`, `0102`, `"é\n\"\\"`, `"a" b`, `1`, `0`,
		`-0`, `"a\u0041\ud83d\ude00"`, `"5`, `tru`, `"5a"`, `"5 5"`,
	}
	posts := []string{
		`5`, `"5"`, `-5`, `"-5"`, `"05"`, `"+5"`, `" 5 "`, `""`, `"abc"`, `1.5`, `"1.5"`, `"1e3"`, `"0x05"`, `true`, `false`, `"true"`,
		`null`, `"null"`, `{}`, `{"a":1}`, `[]`, `[1,2]`, `["a"]`, `"9223372036854775807"`, `"9223372036854775808"`, `"18446744073709551615"`,
		`"18446744073709551616"`, `"AQID"`, `"AQI"`, `"AQI="`, `"AQ*="`, `"AQ\nID"`, `"AR=="`, `"0102"`, `"abcdef"`, `"ABCDEF"`, `"abc"`, `"é\n\"\\<"`, `"-0"`, `"5 5"`, `"AQID\u0041"`,
	}
	for _, route := range []string{"number", "count", "index", "flag", "text", "bytes", "hex"} {
		for _, value := range uris {
			uri := "/" + route + "?value=" + url.QueryEscape(value)
			status, body := ask(handler, httptest.NewRequest("GET", uri, nil))
			all = append(all, Exchange{Uri: uri, Status: status, Body: body})
		}
		for _, value := range posts {
			for i, form := range []string{`{"value":%s}`, `[%s]`} {
				if i == 1 && route != "number" {
					continue
				}
				post := fmt.Sprintf(`{"jsonrpc":"2.0","id":1,"method":%q,"params":%s}`, route, fmt.Sprintf(form, value))
				status, body := ask(handler, httptest.NewRequest("POST", "/", strings.NewReader(post)))
				all = append(all, Exchange{Uri: "/", Post: post, Status: status, Body: body})
			}
		}
	}
	return all
}
