// geth as a peer of the benchmark: see the README of the folder above.
package main

import (
	"bufio"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"strconv"
	"time"
)

func main() {
	run := newTransaction(readProgram(os.Args[1]))
	describe(run.gasLimit, run.execute())

	counts := bufio.NewScanner(os.Stdin)
	for counts.Scan() {
		count, err := strconv.Atoi(counts.Text())
		must(err)
		start := time.Now()
		for i := 0; i < count; i++ {
			run.execute()
		}
		fmt.Println(time.Since(start).Nanoseconds())
	}
}

// describe prints the outcome, with the gas of the whole transaction.
func describe(gasLimit uint64, done outcome) {
	used := gasLimit - done.gasLeft
	used -= min(done.refund, used/5)
	line, err := json.Marshal(map[string]any{
		"gasUsed": used,
		"success": done.err == nil,
		"output":  "0x" + hex.EncodeToString(done.output),
		"logs":    done.logs,
	})
	must(err)
	fmt.Println(string(line))
}
