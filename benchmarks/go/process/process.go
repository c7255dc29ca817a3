// Package process tells what other processes of this machine have used.
package process

import (
	"fmt"
	"os"
	"strconv"
	"strings"
)

// How the kernel counts processor time for programs, on every architecture that Go has.
const ticksPerSecond = 100

// CPU returns the seconds that a process has computed, in its own code and in the kernel.
func CPU(pid string) float64 {
	stat, err := os.ReadFile("/proc/" + pid + "/stat")
	if err != nil {
		fmt.Fprintln(os.Stderr, "no processor time:", err)
		os.Exit(1)
	}
	fields := strings.Fields(string(stat[strings.LastIndexByte(string(stat), ')')+1:]))
	user, _ := strconv.ParseFloat(fields[11], 64)
	system, _ := strconv.ParseFloat(fields[12], 64)
	return (user + system) / ticksPerSecond
}
