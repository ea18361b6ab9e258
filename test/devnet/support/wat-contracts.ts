import { id } from 'ethers'
import wabt from 'wabt'

const { parseWat } = await wabt()

/** Every EEI function that the contracts below use, as import declarations. */
const IMPORTS = `
  (import "ethereum" "finish" (func $finish (param i32 i32)))
  (import "ethereum" "revert" (func $revert (param i32 i32)))
  (import "ethereum" "storageStore" (func $storageStore (param i32 i32)))
  (import "ethereum" "storageLoad" (func $storageLoad (param i32 i32)))
  (import "ethereum" "getCallDataSize" (func $getCallDataSize (result i32)))
  (import "ethereum" "callDataCopy" (func $callDataCopy (param i32 i32 i32)))
  (import "ethereum" "getAddress" (func $getAddress (param i32)))
  (import "ethereum" "getGasLeft" (func $getGasLeft (result i64)))
  (import "ethereum" "call" (func $call (param i64 i32 i32 i32 i32) (result i32)))
  (import "ethereum" "log" (func $log (param i32 i32 i32 i32 i32 i32 i32)))`

/** An Ewasm module whose \`main\` has this body, in text format. */
function contract(main: string, rest = ''): Uint8Array {
  const text = `(module ${IMPORTS} (memory (export "memory") 1) ${rest} (func (export "main") ${main}))`
  return parseWat('contract.wat', text).toBinary({}).buffer
}

/** Init code that deploys the code. */
export function deploying(code: Uint8Array): Uint8Array {
  return contract(`(call $finish (i32.const 0) (i32.const ${code.length}))`, dataAt(0, code))
}

function dataAt(offset: number, bytes: Uint8Array): string {
  const text = Array.from(bytes, (byte) => `\\${byte.toString(16).padStart(2, '0')}`).join('')
  return `(data (i32.const ${offset}) "${text}")`
}

/** Adds one to slot 0 (modulo 256), emits `Counted(uint256)` with the new value, and returns it. */
export const counter = contract(
  `(call $storageLoad (i32.const 0) (i32.const 32))
   (i32.store8 (i32.const 63) (i32.add (i32.load8_u (i32.const 63)) (i32.const 1)))
   (call $storageStore (i32.const 0) (i32.const 32))
   (call $log (i32.const 32) (i32.const 32) (i32.const 1) (i32.const 64) (i32.const 0) (i32.const 0) (i32.const 0))
   (call $finish (i32.const 32) (i32.const 32))`,
  dataAt(64, Buffer.from(id('Counted(uint256)').slice(2), 'hex')),
)

/** The interface of `counter`; it does not look at the selector. */
export const counterAbi = [
  'function next() returns (uint256)',
  'event Counted(uint256 value)',
] as const

/** Writes slot 0, then reverts with the call data as revert data. */
export const reverting = contract(`
  (i32.store8 (i32.const 1055) (i32.const 1))
  (call $storageStore (i32.const 1056) (i32.const 1024))
  (call $callDataCopy (i32.const 0) (i32.const 0) (call $getCallDataSize))
  (call $revert (i32.const 0) (call $getCallDataSize))`)

/** Writes slot 0, then does what never ends, or what must not be. */
const afterStore = (rest: string) => `
  (i32.store8 (i32.const 95) (i32.const 1))
  (call $storageStore (i32.const 0) (i32.const 64)) ${rest}`

export const hostile = {
  loopsWithoutEnd: contract(afterStore('(loop $again (br $again))')),
  recursesWithoutEnd: contract(
    afterStore('(call $deeper)'),
    '(func $deeper (param) (call $deeper) (call $deeper))',
  ),
  callsItselfWithoutEnd: contract(
    afterStore(`
      (call $getAddress (i32.const 100))
      (drop (call $call (call $getGasLeft) (i32.const 100) (i32.const 200) (i32.const 0) (i32.const 0)))
      (unreachable)`),
  ),
  growsMemoryWithoutEnd: contract(
    afterStore('(loop $again (drop (memory.grow (i32.const 1))) (br $again))'),
  ),
  copiesOutsideItsMemory: contract(
    afterStore('(call $callDataCopy (i32.const 65530) (i32.const 0) (i32.const 100))'),
  ),
  overflowsAPointer: contract(
    afterStore('(call $callDataCopy (i32.const -1) (i32.const 0) (i32.const 2))'),
  ),
} as const
