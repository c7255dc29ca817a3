package main

import (
	"bufio"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"net"
	"os"
	"runtime"
	"runtime/debug"
	"sort"
	"sync"
	"sync/atomic"
	"time"
)

type control struct {
	c     net.Conn
	lines *bufio.Scanner
}

func dialControl(addr string) (*control, error) {
	c, err := net.Dial("tcp", addr)
	if err != nil {
		return nil, err
	}
	return &control{c, bufio.NewScanner(c)}, nil
}

func (k *control) ask(line string) stats {
	var s stats
	fmt.Fprintln(k.c, line)
	if k.lines.Scan() {
		_ = json.Unmarshal(k.lines.Bytes(), &s)
	}
	return s
}

// Waits until so many senders' end marks have arrived at the server.
func (k *control) waitEnds(ends uint64) (stats, error) {
	deadline := time.Now().Add(60 * time.Second)
	for {
		s := k.ask("STATS")
		if s.Ends >= ends {
			return s, nil
		}
		if time.Now().After(deadline) {
			return s, fmt.Errorf("%d of %d runs ended within a minute", s.Ends, ends)
		}
		time.Sleep(2 * time.Millisecond)
	}
}

type result map[string]interface{}

func (o options) result() result {
	return result{
		"impl": "go", "test": o.test, "transport": o.transport, "packet": o.packet,
		"flush_ms": float64(o.flush) / 1e6, "size": o.size,
	}
}

func (r result) print() { _ = json.NewEncoder(os.Stdout).Encode(r) }

func runClient(o options) error {
	k, err := dialControl(o.ctl)
	if err != nil {
		return err
	}
	tests := map[string]func(options, *control) error{
		"throughput": throughput, "bidi": bidi, "ping": ping, "pingload": pingLoad,
		"handshake": handshake, "idle": idle, "broadcast": broadcast,
	}
	test, known := tests[o.test]
	if !known {
		return fmt.Errorf("unknown test %q", o.test)
	}
	for i := 0; i < o.runs; i++ {
		if err := test(o, k); err != nil {
			return err
		}
	}
	return nil
}

func connect(o options, count *counters) (*link, error) {
	c, err := net.Dial("tcp", o.addr)
	if err != nil {
		return nil, err
	}
	return newLink(c, o, count)
}

func seconds(s float64) time.Duration { return time.Duration(s * float64(time.Second)) }

func check(s stats, sent uint64) error {
	if s.Msgs != sent || s.Disorder != 0 {
		return fmt.Errorf("sent %d messages, %d arrived, %d out of order", sent, s.Msgs, s.Disorder)
	}
	return nil
}

func throughput(o options, k *control) error {
	l, err := connect(o, &counters{})
	if err != nil {
		return err
	}
	defer l.m.Stop()
	k.ask("RESET")
	l.blast(o.size, time.Now().Add(seconds(o.warm)))
	if _, err := k.waitEnds(1); err != nil {
		return err
	}
	before, cpu, allocated := k.ask("RESET"), cpuSeconds(), allocatedBytes()
	sent := l.blast(o.size, time.Now().Add(seconds(o.secs)))
	s, err := k.waitEnds(1)
	if err != nil {
		return err
	}
	allocated = allocatedBytes() - allocated
	if err := check(s, sent); err != nil {
		return err
	}
	elapsed := float64(s.LastNs-s.FirstNs) / 1e9
	client, remote := cpuSeconds()-cpu, s.CPU-before.CPU
	r := o.result()
	r["secs"], r["msgs"] = elapsed, s.Msgs
	r["alloc_b_per_msg"] = float64(allocated) / float64(s.Msgs)
	r["msgs_per_s"] = float64(s.Msgs) / elapsed
	r["mb_per_s"] = float64(s.Bytes) / elapsed / 1e6
	r["cpu_s_per_gb"] = (client + remote) / (float64(s.Bytes) / 1e9)
	r["cli_cpu_s"], r["srv_cpu_s"], r["checksum"] = client, remote, s.Checksum
	r.print()
	return nil
}

func bidi(o options, k *control) error {
	var count counters
	l, err := connect(o, &count)
	if err != nil {
		return err
	}
	defer l.m.Stop()
	var toServer, toClient float64
	var msgs, sums [2]uint64
	for _, secs := range []float64{o.warm, o.secs} {
		k.ask("RESET")
		count.reset()
		k.ask(fmt.Sprintf("BLAST %d %d", o.size, int(secs*1000)))
		sent := l.blast(o.size, time.Now().Add(seconds(secs)))
		s, err := k.waitEnds(1)
		if err != nil {
			return err
		}
		for count.ends.Load() < 1 {
			time.Sleep(time.Millisecond)
		}
		if err := check(s, sent); err != nil {
			return err
		}
		back := count.stats()
		if err := check(back, back.Msgs); err != nil {
			return err
		}
		toServer = float64(s.Msgs) / (float64(s.LastNs-s.FirstNs) / 1e9)
		toClient = float64(back.Msgs) / (float64(back.LastNs-back.FirstNs) / 1e9)
		msgs, sums = [2]uint64{s.Msgs, back.Msgs}, [2]uint64{s.Checksum, back.Checksum}
	}
	r := o.result()
	r["c2s_msgs_per_s"], r["s2c_msgs_per_s"], r["msgs_per_s"] = toServer, toClient, toServer+toClient
	r["c2s_msgs"], r["s2c_msgs"], r["checksum"] = msgs[0], msgs[1], sums[0]+sums[1]
	r.print()
	return nil
}

// Round trips of one message at a time on the echo channel.
func roundTrips(o options, l *link, samples int) (map[string]float64, error) {
	size := 128
	if o.test == "ping" && o.size > 24 && o.size != 1024 {
		size = o.size
	}
	back := make(chan uint64, 1)
	l.echo = func(message []byte) {
		if len(message) == size {
			back <- binary.LittleEndian.Uint64(message)
		}
	}
	times := make([]float64, 0, samples)
	for i := 0; i < samples; i++ {
		message := make([]byte, size)
		start := time.Now()
		binary.LittleEndian.PutUint64(message, uint64(i))
		binary.LittleEndian.PutUint64(message[8:], uint64(start.UnixNano()))
		l.m.Send(echoChannel, message)
		select {
		case number := <-back:
			if number != uint64(i) {
				return nil, fmt.Errorf("echo %d came back for %d", number, i)
			}
		case <-time.After(30 * time.Second):
			return nil, fmt.Errorf("echo %d did not come back", i)
		}
		times = append(times, float64(time.Since(start).Nanoseconds())/1e3)
	}
	sort.Float64s(times)
	at := func(q float64) float64 { return times[int(q*float64(len(times)-1))] }
	return map[string]float64{"p50_us": at(.5), "p99_us": at(.99), "p999_us": at(.999), "max_us": at(1)}, nil
}

func ping(o options, k *control) error {
	l, err := connect(o, &counters{})
	if err != nil {
		return err
	}
	defer l.m.Stop()
	for warm := time.Now().Add(seconds(o.warm)); ; {
		if _, err := roundTrips(o, l, o.n/10+1); err != nil {
			return err
		}
		if time.Now().After(warm) {
			break
		}
	}
	rtt, err := roundTrips(o, l, o.n)
	if err != nil {
		return err
	}
	r := o.result()
	r["samples"], r["rtt"] = o.n, rtt
	r.print()
	return nil
}

func pingLoad(o options, k *control) error {
	l, err := connect(o, &counters{})
	if err != nil {
		return err
	}
	defer l.m.Stop()
	k.ask("RESET")
	var stop atomic.Bool
	var done sync.WaitGroup
	var sent uint64
	done.Add(1)
	go func() {
		defer done.Done()
		for !stop.Load() && !l.failed.Load() {
			message := make([]byte, o.size)
			binary.LittleEndian.PutUint64(message[1:], sent)
			if !l.m.Send(bulkChannel, message) {
				break
			}
			sent++
		}
		l.m.Send(bulkChannel, []byte{end})
	}()
	time.Sleep(seconds(o.warm))
	rtt, err := roundTrips(o, l, o.n)
	stop.Store(true)
	done.Wait()
	if err != nil {
		return err
	}
	s, err := k.waitEnds(1)
	if err != nil {
		return err
	}
	if err := check(s, sent); err != nil {
		return err
	}
	r := o.result()
	r["samples"], r["rtt"], r["bulk_msgs"], r["checksum"] = o.n, rtt, s.Msgs, s.Checksum
	r["bulk_mb_per_s"] = float64(s.Bytes) / (float64(s.LastNs-s.FirstNs) / 1e9) / 1e6
	r.print()
	return nil
}

// Shakes hands so many times, by as many dialers as there shall be, and hangs up.
func dial(o options, total int) error {
	var left atomic.Int64
	left.Store(int64(total))
	var failure atomic.Value
	var done sync.WaitGroup
	for i := 0; i < o.par; i++ {
		done.Add(1)
		go func() {
			defer done.Done()
			for left.Add(-1) >= 0 {
				c, err := net.Dial("tcp", o.addr)
				if err == nil {
					_, err = upgrade(c, o)
					_ = c.Close()
				}
				if err != nil {
					failure.Store(err)
					return
				}
			}
		}()
	}
	done.Wait()
	err, _ := failure.Load().(error)
	return err
}

func handshake(o options, k *control) error {
	for warm := time.Now().Add(seconds(o.warm)); ; {
		if err := dial(o, o.n/10+1); err != nil {
			return err
		}
		if time.Now().After(warm) {
			break
		}
	}
	before, cpu, start := k.ask("RESET"), cpuSeconds(), time.Now()
	if err := dial(o, o.n); err != nil {
		return err
	}
	elapsed := time.Since(start).Seconds()
	s := k.ask("STATS")
	r := o.result()
	r["per_s"] = float64(o.n) / elapsed
	r["cli_cpu_us"] = (cpuSeconds() - cpu) / float64(o.n) * 1e6
	r["srv_cpu_us"] = (s.CPU - before.CPU) / float64(o.n) * 1e6
	r.print()
	return nil
}

func idle(o options, k *control) error {
	before, mine := k.ask("GC"), (&counters{}).stats()
	links := make([]*link, 0, o.n)
	for i := 0; i < o.n; i++ {
		l, err := connect(o, &counters{})
		if err != nil {
			return err
		}
		links = append(links, l)
	}
	time.Sleep(seconds(o.warm))
	full, cpu, clock := k.ask("STATS"), cpuSeconds(), time.Now()
	time.Sleep(seconds(o.secs))
	after, own := k.ask("STATS"), (&counters{}).stats()
	idleSeconds := time.Since(clock).Seconds()
	collected := k.ask("GC")
	runtime.GC()
	debug.FreeOSMemory()
	ownCollected := rssKiB()
	per := func(a, b int64) float64 { return float64(a-b) / float64(o.n) }
	r := o.result()
	r["srv_rss_kib_per_peer"] = per(after.RSS, before.RSS)
	r["srv_rss_gc_kib_per_peer"] = per(collected.RSS, before.RSS)
	r["srv_threads_per_peer"] = per(int64(after.Threads), int64(before.Threads))
	r["srv_idle_cpu"] = (after.CPU - full.CPU) / idleSeconds
	r["cli_rss_kib_per_peer"] = per(own.RSS, mine.RSS)
	r["cli_rss_gc_kib_per_peer"] = per(ownCollected, mine.RSS)
	r["cli_threads_per_peer"] = per(int64(own.Threads), int64(mine.Threads))
	r["cli_idle_cpu"] = (own.CPU - cpu) / idleSeconds
	r.print()
	for _, l := range links {
		_ = l.m.Stop()
	}
	return nil
}

// One sender, many peers: as the original's Switch does it (a goroutine and a copy for each peer and message), or in
// a plain loop.
func broadcast(o options, k *control) error {
	links := make([]*link, o.peers)
	for i := range links {
		l, err := connect(o, &counters{})
		if err != nil {
			return err
		}
		defer l.m.Stop()
		links[i] = l
	}
	run := func(secs float64) (stats, stats, float64, error) {
		before, cpu := k.ask("RESET"), cpuSeconds()
		until := time.Now().Add(seconds(secs))
		var number uint64
		for time.Now().Before(until) {
			var round sync.WaitGroup
			for _, l := range links {
				send := func(l *link) {
					message := make([]byte, o.size)
					binary.LittleEndian.PutUint64(message[1:], number)
					l.m.Send(bulkChannel, message)
				}
				if o.bcast == "switch" {
					round.Add(1)
					go func(l *link) {
						defer round.Done()
						send(l)
					}(l)
				} else {
					send(l)
				}
			}
			round.Wait()
			number++
		}
		for _, l := range links {
			l.m.Send(bulkChannel, []byte{end})
		}
		s, err := k.waitEnds(uint64(len(links)))
		if err == nil {
			err = check(s, number*uint64(len(links)))
		}
		return s, before, cpuSeconds() - cpu, err
	}
	if _, _, _, err := run(o.warm); err != nil {
		return err
	}
	s, before, cpu, err := run(o.secs)
	if err != nil {
		return err
	}
	r := o.result()
	r["bcast"], r["peers"], r["msgs"], r["checksum"] = o.bcast, o.peers, s.Msgs, s.Checksum
	r["msgs_per_s"] = float64(s.Msgs) / (float64(s.LastNs-s.FirstNs) / 1e9)
	r["cpu_s_per_gb"] = (cpu + s.CPU - before.CPU) / (float64(s.Bytes) / 1e9)
	r.print()
	return nil
}
