package main

import (
	"math/big"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core"
	"github.com/ethereum/go-ethereum/core/rawdb"
	"github.com/ethereum/go-ethereum/core/state"
	"github.com/ethereum/go-ethereum/core/tracing"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/core/vm"
	"github.com/ethereum/go-ethereum/params"
	"github.com/ethereum/go-ethereum/tests"
	"github.com/ethereum/go-ethereum/triedb"
	"github.com/holiman/uint256"
)

// transaction executes one program again and again.
type transaction struct {
	evm          *vm.EVM
	state        *state.StateDB
	rules        params.Rules
	context      vm.TxContext
	precompiles  []common.Address
	caller, to   common.Address
	input        []byte
	value        *uint256.Int
	gasLimit     uint64
	intrinsicGas uint64
}

type outcome struct {
	output  []byte
	gasLeft uint64
	refund  uint64
	logs    int
	err     error
}

func newTransaction(p program) *transaction {
	config, _, err := tests.GetChainConfig(p.Fork)
	must(err)
	random := hash(p.Env.PrevRandao)
	block := vm.BlockContext{
		CanTransfer: core.CanTransfer,
		Transfer:    core.Transfer,
		GetHash:     func(uint64) common.Hash { return common.Hash{} },
		Coinbase:    common.HexToAddress(p.Env.Coinbase),
		BlockNumber: number(p.Env.Number),
		Time:        number(p.Env.Timestamp).Uint64(),
		Difficulty:  number(p.Env.Difficulty),
		GasLimit:    number(p.Env.GasLimit).Uint64(),
		BaseFee:     number(p.Env.BaseFee),
		BlobBaseFee: big.NewInt(1),
	}
	block.CostPerStateByte = params.CostPerStateByte
	if p.Fork != "London" {
		block.Random = &random
	}
	rules := config.Rules(block.BlockNumber, block.Random != nil, block.Time)
	before := stateOf(p.Pre, rules)
	run := &transaction{
		evm:         vm.NewEVM(block, before, config, vm.Config{}),
		state:       before,
		rules:       rules,
		precompiles: vm.ActivePrecompiles(rules),
		caller:      common.HexToAddress(p.Tx.Caller),
		to:          common.HexToAddress(p.Tx.To),
		input:       common.FromHex(p.Tx.Data),
		value:       uint256.MustFromBig(number(p.Tx.Value)),
		gasLimit:    number(p.Tx.GasLimit).Uint64(),
	}
	run.context = vm.TxContext{Origin: run.caller, GasPrice: uint256.MustFromBig(number(p.Tx.GasPrice))}
	run.intrinsicGas, err = core.IntrinsicGas(run.input, nil, nil, run.caller, &run.to, run.value, rules)
	must(err)
	return run
}

// execute leaves the state as it was.
func (t *transaction) execute() outcome {
	t.evm.SetTxContext(t.context)
	t.state.Prepare(t.rules, t.caller, t.evm.Context.Coinbase, &t.to, t.precompiles, nil)
	snapshot := t.state.Snapshot()
	budget := vm.NewGasBudget(t.gasLimit-t.intrinsicGas, 0)
	output, left, err := t.evm.Call(t.caller, t.to, t.input, budget, t.value)
	done := outcome{output, left.ExecutionGas, t.state.GetRefund(), len(t.state.Logs()), err}
	t.state.RevertToSnapshot(snapshot)
	return done
}

func stateOf(accounts map[string]account, rules params.Rules) *state.StateDB {
	database := state.NewDatabase(triedb.NewDatabase(rawdb.NewMemoryDatabase(), triedb.HashDefaults), nil)
	before, err := state.New(types.EmptyRootHash, database)
	must(err)
	for text, read := range accounts {
		address := common.HexToAddress(text)
		before.CreateAccount(address)
		balance := uint256.MustFromBig(number(read.Balance))
		before.SetBalance(address, balance, tracing.BalanceChangeUnspecified)
		before.SetNonce(address, number(read.Nonce).Uint64(), tracing.NonceChangeUnspecified)
		before.SetCode(address, common.FromHex(read.Code), tracing.CodeChangeUnspecified)
		for key, value := range read.Storage {
			before.SetState(address, hash(key), hash(value))
		}
	}
	root, err := before.Commit(rules, 0)
	must(err)
	committed, err := state.New(root, database)
	must(err)
	return committed
}
