import {
  getBlockCoinbase,
  getBlockDifficulty,
  getBlockGasLimit,
  getBlockHash,
  getBlockNumber,
  getBlockTimestamp,
} from './block-context.ts'
import { call, callCode, callDelegate, callStatic } from './call.ts'
import { callDataCopy, getCallDataSize } from './call-data.ts'
import { codeCopy, externalCodeCopy, getCodeSize, getExternalCodeSize } from './code.ts'
import { create, create2 } from './create.ts'
import { evmTrace, print32, print64, printMemory, printStorage } from './debug.ts'
import type { DebugSink } from './debug-sink.ts'
import type { EwasmFrame } from './ewasm-frame.ts'
import { getExternalBalance } from './external-balance.ts'
import { finish, finishAndReturn, revert, revertAndReturn } from './finish.ts'
import { getGasLeft, useGas } from './gas.ts'
import { log } from './log.ts'
import { getAddress, getCaller, getCallValue } from './message-context.ts'
import { getReturnDataSize, returnDataCopy } from './return-data.ts'
import { selfDestruct } from './self-destruct.ts'
import { storageLoad, storageStore } from './storage.ts'
import { getTxGasPrice, getTxOrigin } from './transaction-context.ts'

/** Where host functions find the frame that runs now. */
export interface FrameHolder {
  frame: EwasmFrame
}

/**
 * The `ethereum` namespace. One set of functions serves all instances of a `Vm`: each reads the frame that runs now.
 *
 * A row for each function, so that V8 sees one callee at each call and can inline it.
 */
// biome-ignore format: table
export function ethereumImports(running: FrameHolder) {
  return {
    useGas: (amount: bigint) => useGas(running.frame, amount),
    getGasLeft: () => getGasLeft(running.frame),
    getAddress: (resultOffset: number) => getAddress(running.frame, resultOffset),
    getExternalBalance: (addressOffset: number, resultOffset: number) => getExternalBalance(running.frame, addressOffset, resultOffset),
    getBlockHash: (number: bigint, resultOffset: number) => getBlockHash(running.frame, number, resultOffset),
    call: (gas: bigint, addressOffset: number, valueOffset: number, dataOffset: number, dataLength: number) => call(running.frame, gas, addressOffset, valueOffset, dataOffset, dataLength),
    callCode: (gas: bigint, addressOffset: number, valueOffset: number, dataOffset: number, dataLength: number) => callCode(running.frame, gas, addressOffset, valueOffset, dataOffset, dataLength),
    callDelegate: (gas: bigint, addressOffset: number, dataOffset: number, dataLength: number) => callDelegate(running.frame, gas, addressOffset, dataOffset, dataLength),
    callStatic: (gas: bigint, addressOffset: number, dataOffset: number, dataLength: number) => callStatic(running.frame, gas, addressOffset, dataOffset, dataLength),
    callDataCopy: (resultOffset: number, dataOffset: number, length: number) => callDataCopy(running.frame, resultOffset, dataOffset, length),
    getCallDataSize: () => getCallDataSize(running.frame),
    storageStore: (pathOffset: number, valueOffset: number) => storageStore(running.frame, pathOffset, valueOffset),
    storageLoad: (pathOffset: number, resultOffset: number) => storageLoad(running.frame, pathOffset, resultOffset),
    getCaller: (resultOffset: number) => getCaller(running.frame, resultOffset),
    getCallValue: (resultOffset: number) => getCallValue(running.frame, resultOffset),
    codeCopy: (resultOffset: number, codeOffset: number, length: number) => codeCopy(running.frame, resultOffset, codeOffset, length),
    getCodeSize: () => getCodeSize(running.frame),
    getBlockCoinbase: (resultOffset: number) => getBlockCoinbase(running.frame, resultOffset),
    create: (valueOffset: number, dataOffset: number, dataLength: number, resultOffset: number) => create(running.frame, valueOffset, dataOffset, dataLength, resultOffset),
    create2: (valueOffset: number, dataOffset: number, dataLength: number, saltOffset: number, resultOffset: number) => create2(running.frame, valueOffset, dataOffset, dataLength, saltOffset, resultOffset),
    getBlockDifficulty: (resultOffset: number) => getBlockDifficulty(running.frame, resultOffset),
    externalCodeCopy: (addressOffset: number, resultOffset: number, codeOffset: number, length: number) => externalCodeCopy(running.frame, addressOffset, resultOffset, codeOffset, length),
    getExternalCodeSize: (addressOffset: number) => getExternalCodeSize(running.frame, addressOffset),
    getBlockGasLimit: () => getBlockGasLimit(running.frame),
    getTxGasPrice: (valueOffset: number) => getTxGasPrice(running.frame, valueOffset),
    log: (dataOffset: number, dataLength: number, numberOfTopics: number, topic1: number, topic2: number, topic3: number, topic4: number) => log(running.frame, dataOffset, dataLength, numberOfTopics, topic1, topic2, topic3, topic4),
    getBlockNumber: () => getBlockNumber(running.frame),
    getTxOrigin: (resultOffset: number) => getTxOrigin(running.frame, resultOffset),
    finish: (dataOffset: number, dataLength: number) => finish(running.frame, dataOffset, dataLength),
    revert: (dataOffset: number, dataLength: number) => revert(running.frame, dataOffset, dataLength),
    getReturnDataSize: () => getReturnDataSize(running.frame),
    returnDataCopy: (resultOffset: number, dataOffset: number, length: number) => returnDataCopy(running.frame, resultOffset, dataOffset, length),
    selfDestruct: (addressOffset: number) => selfDestruct(running.frame, addressOffset),
    getBlockTimestamp: () => getBlockTimestamp(running.frame),
  }
}

/** The `returningNamespace`. */
export function returningImports(running: FrameHolder) {
  return {
    finish: (dataOffset: number, dataLength: number) =>
      finishAndReturn(running.frame, dataOffset, dataLength),
    revert: (dataOffset: number, dataLength: number) =>
      revertAndReturn(running.frame, dataOffset, dataLength),
  }
}

/** The `debug` namespace, which only a `Vm` with a sink has. */
// biome-ignore format: table
export function debugImports(running: FrameHolder, sink: DebugSink) {
  return {
    print32: (value: number) => print32(running.frame, sink, value),
    print64: (value: bigint) => print64(running.frame, sink, value),
    printMem: (offset: number, length: number) => printMemory(running.frame, sink, 'printMem', offset, length),
    printMemHex: (offset: number, length: number) => printMemory(running.frame, sink, 'printMemHex', offset, length),
    printStorage: (pathOffset: number) => printStorage(running.frame, sink, 'printStorage', pathOffset),
    printStorageHex: (pathOffset: number) => printStorage(running.frame, sink, 'printStorageHex', pathOffset),
    evmTrace: (programCounter: number, opcode: number, cost: number, stackPointer: number) => evmTrace(running.frame, sink, programCounter, opcode, cost, stackPointer),
  }
}
