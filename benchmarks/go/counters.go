package main

import (
	"encoding/binary"
	"os"
	"runtime"
	"strconv"
	"strings"
	"sync/atomic"
	"syscall"
	"time"
)

// What arrived since the last reset.
type counters struct {
	msgs, bytes, ends, disorder, checksum atomic.Uint64
	first, last                           atomic.Int64
	conns, handshakes                     atomic.Int64
}

// Reads no clock but for the first message, so that counting costs the original next to nothing.
func (c *counters) message(message []byte) {
	if c.first.Load() == 0 {
		c.first.CompareAndSwap(0, time.Now().UnixNano())
	}
	c.msgs.Add(1)
	c.bytes.Add(uint64(len(message)))
	c.checksum.Add(fingerprint(message))
}

func (c *counters) ended() {
	c.last.Store(time.Now().UnixNano())
	c.ends.Add(1)
}

func (c *counters) reset() {
	c.msgs.Store(0)
	c.bytes.Store(0)
	c.ends.Store(0)
	c.disorder.Store(0)
	c.checksum.Store(0)
	c.first.Store(0)
	c.last.Store(0)
	c.handshakes.Store(0)
}

// Length, number and both ends of a message: cheap enough to run on every one, sensitive to what goes wrong.
func fingerprint(message []byte) uint64 {
	sum := uint64(len(message))
	if len(message) >= 9 {
		sum = sum*31 + binary.LittleEndian.Uint64(message[1:])
		sum = sum*31 + uint64(message[len(message)-1])
	}
	return sum
}

type stats struct {
	Msgs       uint64  `json:"msgs"`
	Bytes      uint64  `json:"bytes"`
	FirstNs    int64   `json:"first_ns"`
	LastNs     int64   `json:"last_ns"`
	Ends       uint64  `json:"ends"`
	CPU        float64 `json:"cpu_s"`
	RSS        int64   `json:"rss_kib"`
	Heap       uint64  `json:"heap_kib"`
	Threads    int     `json:"threads"`
	Conns      int64   `json:"conns"`
	Handshakes int64   `json:"handshakes"`
	Disorder   uint64  `json:"disorder"`
	Checksum   uint64  `json:"checksum"`
}

func (c *counters) stats() stats {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return stats{
		c.msgs.Load(), c.bytes.Load(), c.first.Load(), c.last.Load(), c.ends.Load(), cpuSeconds(), rssKiB(),
		m.HeapAlloc / 1024, runtime.NumGoroutine(), c.conns.Load(), c.handshakes.Load(), c.disorder.Load(),
		c.checksum.Load(),
	}
}

func allocatedBytes() uint64 {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.TotalAlloc
}

func cpuSeconds() float64 {
	var u syscall.Rusage
	_ = syscall.Getrusage(syscall.RUSAGE_SELF, &u)
	return float64(u.Utime.Nano()+u.Stime.Nano()) / 1e9
}

func rssKiB() int64 {
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0
	}
	for _, line := range strings.Split(string(status), "\n") {
		if strings.HasPrefix(line, "VmRSS:") {
			kib, _ := strconv.ParseInt(strings.Fields(line)[1], 10, 64)
			return kib
		}
	}
	return 0
}
