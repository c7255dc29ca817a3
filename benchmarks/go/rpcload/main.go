// Command rpcload sends transactions to a node's RPC, whichever implementation it is of: JSON-RPC POST of
// broadcast_tx_sync over a few connections, each of which asks, waits for the answer, checks it and asks again. After
// each batch it checks how many transactions the mempool holds, and has it flushed, so that it stays as small as it is in
// a live network. It writes and reads HTTP itself, to leave the processors to the node.
//
//	rpcload client -addr ADDRESS -ctl PID [flags]
package main

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"net"
	"os"
	"sort"
	"strconv"
	"sync"
	"time"

	"cometj.dev/benchmarks/process"
)

type result struct {
	Impl  string  `json:"impl"`
	Test  string  `json:"test"`
	Size  int     `json:"size"`
	Conns int     `json:"conns"`
	Warm  int     `json:"warm_txs"`
	Txs   int     `json:"txs"`
	Secs  float64 `json:"secs"`
	PerS  float64 `json:"txs_per_s"`
	CPUUs float64 `json:"srv_cpu_us_per_tx"`
	P50   float64 `json:"p50_us"`
	P99   float64 `json:"p99_us"`
}

func check(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, "rpcload:", err)
		os.Exit(1)
	}
}

// One connection.
type conn struct {
	net.Conn
	in      *bufio.Reader
	host    string
	request []byte
	reply   []byte
	tx      []byte
	times   []time.Duration
}

func dial(address string, size int) *conn {
	c, err := net.Dial("tcp", address)
	check(err)
	return &conn{Conn: c, in: bufio.NewReader(c), host: address, tx: make([]byte, size)}
}

// Asks, and returns the body of the answer, which is good until the next question.
func (c *conn) ask(body func(to []byte) []byte, length int) []byte {
	to := append(c.request[:0], "POST / HTTP/1.1\r\nHost: "...)
	to = append(to, c.host...)
	to = append(to, "\r\nUser-Agent: rpcload\r\nContent-Length: "...)
	to = strconv.AppendInt(to, int64(length), 10)
	to = append(to, "\r\nContent-Type: application/json\r\nAccept-Encoding: gzip\r\n\r\n"...)
	before := len(to)
	c.request = body(to)
	if len(c.request)-before != length {
		check(fmt.Errorf("a body of %d bytes instead of %d", len(c.request)-before, length))
	}
	_, err := c.Write(c.request)
	check(err)
	answer := -1
	for number := 0; ; number++ {
		line, err := c.in.ReadSlice('\n')
		check(err)
		if number == 0 && !bytes.HasPrefix(line, []byte("HTTP/1.1 200")) {
			check(fmt.Errorf("the node answers %s", line))
		}
		if len(line) == 2 {
			break
		}
		if name := []byte("content-length:"); len(line) > len(name) && bytes.EqualFold(line[:len(name)], name) {
			answer, err = strconv.Atoi(string(bytes.TrimSpace(line[len(name):])))
			check(err)
		}
	}
	if answer < 0 {
		check(fmt.Errorf("an answer without length"))
	}
	if cap(c.reply) < answer {
		c.reply = make([]byte, answer)
	}
	c.reply = c.reply[:answer]
	_, err = io.ReadFull(c.in, c.reply)
	check(err)
	return c.reply
}

const (
	head = `{"jsonrpc":"2.0","id":1,"method":"broadcast_tx_sync","params":{"tx":"`
	tail = `"}}`
)

// Sends a transaction, and checks that the application took it.
func (c *conn) send(number uint64) {
	binary.LittleEndian.PutUint64(c.tx, number)
	for at := 8; at < len(c.tx); at++ {
		c.tx[at] = byte(number) + byte(at)
	}
	begin := time.Now()
	answer := c.ask(func(to []byte) []byte {
		to = append(to, head...)
		to = base64.StdEncoding.AppendEncode(to, c.tx)
		return append(to, tail...)
	}, len(head)+base64.StdEncoding.EncodedLen(len(c.tx))+len(tail))
	c.times = append(c.times, time.Since(begin))
	hash := fmt.Appendf(nil, `"hash":"%X"`, sha256.Sum256(c.tx))
	if !bytes.Contains(answer, []byte(`"code":0,`)) || !bytes.Contains(answer, hash) {
		check(fmt.Errorf("transaction %d: %s", number, answer))
	}
}

func (c *conn) call(method, expected string) {
	body := `{"jsonrpc":"2.0","id":1,"method":"` + method + `","params":{}}`
	answer := c.ask(func(to []byte) []byte { return append(to, body...) }, len(body))
	if !bytes.Contains(answer, []byte(expected)) {
		check(fmt.Errorf("%s: %s instead of %s", method, answer, expected))
	}
}

func main() {
	addr := flag.String("addr", "", "the node's RPC, ip:port")
	ctl := flag.String("ctl", "", "the node's process id")
	impl := flag.String("impl", "", "what the node is")
	size := flag.Int("size", 250, "bytes of a transaction, at least 8")
	conns := flag.Int("conns", 16, "connections")
	batch := flag.Int("batch", 4000, "transactions until the mempool is flushed")
	warm := flag.Float64("warm", 1, "seconds before those that are measured")
	secs := flag.Float64("secs", 2, "seconds to measure")
	check(flag.CommandLine.Parse(os.Args[2:]))

	all := make([]*conn, *conns)
	for i := range all {
		all[i] = dial(*addr, *size)
	}
	sent := uint64(0)
	run := func(seconds float64) (int, float64) {
		begin := time.Now()
		txs := 0
		for time.Since(begin).Seconds() < seconds {
			var wait sync.WaitGroup
			for i, c := range all {
				wait.Add(1)
				go func() {
					defer wait.Done()
					for number := i; number < *batch; number += *conns {
						c.send(sent + uint64(number))
					}
				}()
			}
			wait.Wait()
			all[0].call("num_unconfirmed_txs", fmt.Sprintf(`"n_txs":"%d"`, *batch))
			all[0].call("unsafe_flush_mempool", `"result":{}`)
			sent += uint64(*batch)
			txs += *batch
		}
		return txs, time.Since(begin).Seconds()
	}
	warmed, _ := run(*warm)
	for _, c := range all {
		c.times = c.times[:0]
	}
	before := process.CPU(*ctl)
	txs, elapsed := run(*secs)
	cpu := process.CPU(*ctl) - before
	var times []time.Duration
	for _, c := range all {
		times = append(times, c.times...)
	}
	sort.Slice(times, func(i, j int) bool { return times[i] < times[j] })
	line, _ := json.Marshal(result{
		Impl: *impl, Test: "rpc", Size: *size, Conns: *conns, Warm: warmed, Txs: txs, Secs: elapsed,
		PerS: float64(txs) / elapsed, CPUUs: cpu * 1e6 / float64(txs),
		P50: float64(times[len(times)/2].Microseconds()), P99: float64(times[len(times)*99/100].Microseconds()),
	})
	fmt.Println(string(line))
}
