package main

import (
	"encoding/json"
	"math/big"
	"os"
	"strings"

	"github.com/ethereum/go-ethereum/common"
)

// account is an account before the transaction; numbers are hexadecimal text.
type account struct {
	Balance, Nonce, Code string
	Storage              map[string]string
}

// program is a program of the benchmark.
type program struct {
	Name, Fork string
	Env        struct {
		Number, Timestamp, GasLimit, BaseFee, Coinbase, Difficulty, PrevRandao string
	}
	Pre map[string]account
	Tx  struct{ Caller, To, Data, Value, GasLimit, GasPrice string }
}

// readProgram panics when the file holds no program.
func readProgram(path string) program {
	text, err := os.ReadFile(path)
	must(err)
	var read program
	must(json.Unmarshal(text, &read))
	return read
}

// number reads hexadecimal text; 0 where there is none.
func number(text string) *big.Int {
	digits := strings.TrimPrefix(text, "0x")
	if digits == "" {
		return new(big.Int)
	}
	value, ok := new(big.Int).SetString(digits, 16)
	if !ok {
		panic("no number: " + text)
	}
	return value
}

func hash(text string) common.Hash { return common.BigToHash(number(text)) }

func must(err error) {
	if err != nil {
		panic(err)
	}
}
