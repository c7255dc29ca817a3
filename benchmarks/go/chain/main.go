// Command chain measures the inner parts of CometBFT that blocks go through, for comparison with CometJ's. The Java
// program beside it has the same command line, works on the same inputs and prints the same keys.
//
//	chain -test NAME [flags]
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"runtime"
	"syscall"
	"time"
)

type options struct {
	test, folder       string
	n, txs, size, sigs int
	secs, warm         float64
}

// One kind of work: what is done over and over, and what proves that it was the same work.
type work struct {
	run    func()
	digest string
	// How many the work counts for; 1 if it is not a batch.
	count int
}

type result struct {
	Test   string  `json:"test"`
	Ops    int     `json:"ops"`
	OpUs   float64 `json:"op_us"`
	PerS   float64 `json:"per_s"`
	CPUUs  float64 `json:"cpu_op_us"`
	Alloc  float64 `json:"alloc_b_per_op"`
	Digest string  `json:"digest"`
}

func parse() options {
	var o options
	flag.StringVar(&o.test, "test", "", "single | batch | batch-parts | merkle | encode | decode | both | commit | save | load")
	flag.StringVar(&o.folder, "dir", "", "save, load: where the database goes; it is removed at the end")
	flag.IntVar(&o.n, "n", 100, "signatures, validators or blocks")
	flag.IntVar(&o.txs, "txs", 1000, "transactions of a block")
	flag.IntVar(&o.size, "size", 1024, "bytes of a transaction")
	flag.IntVar(&o.sigs, "sigs", 100, "signatures of a block's last commit")
	flag.Float64Var(&o.secs, "secs", 1, "seconds measured")
	flag.Float64Var(&o.warm, "warm", 1, "seconds before that")
	flag.Parse()
	return o
}

func main() {
	o := parse()
	r, err := measure(o)
	if err != nil {
		fmt.Fprintln(os.Stderr, "chain:", err)
		os.Exit(1)
	}
	r.Test = o.test
	line, _ := json.Marshal(r)
	fmt.Println(string(line))
}

func measure(o options) (result, error) {
	switch o.test {
	case "single":
		return timed(o, verifySingle(o.n)), nil
	case "batch", "batch-parts": // the original checks a batch on one thread
		return timed(o, verifyBatch(o.n)), nil
	case "merkle":
		return timed(o, merkleRoot(o)), nil
	case "encode":
		return timed(o, encode(o)), nil
	case "decode":
		return timed(o, decode(o)), nil
	case "both":
		return timed(o, both(o)), nil
	case "commit":
		return timed(o, verifyCommit(o.n)), nil
	case "save":
		return save(o)
	case "load":
		return load(o)
	}
	return result{}, fmt.Errorf("unknown test %q", o.test)
}

// Works until the time is over, first to warm up.
func timed(o options, w work) result {
	for end := after(o.warm); time.Now().Before(end); {
		w.run()
	}
	m := start()
	ops := 0
	for end := after(o.secs); time.Now().Before(end); {
		w.run()
		ops += w.count
	}
	return m.result(ops, w.digest)
}

func after(seconds float64) time.Time {
	return time.Now().Add(time.Duration(seconds * 1e9))
}

type meter struct {
	wall       time.Time
	cpu, alloc float64
}

func start() meter {
	runtime.GC()
	return meter{time.Now(), cpuSeconds(), allocated()}
}

func (m meter) result(ops int, digest string) result {
	wall := time.Since(m.wall).Seconds()
	n := float64(ops)
	return result{
		Ops: ops, OpUs: wall / n * 1e6, PerS: n / wall, CPUUs: (cpuSeconds() - m.cpu) / n * 1e6,
		Alloc: (allocated() - m.alloc) / n, Digest: digest,
	}
}

func allocated() float64 {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return float64(m.TotalAlloc)
}

func cpuSeconds() float64 {
	var u syscall.Rusage
	_ = syscall.Getrusage(syscall.RUSAGE_SELF, &u)
	return float64(u.Utime.Nano()+u.Stime.Nano()) / 1e9
}
