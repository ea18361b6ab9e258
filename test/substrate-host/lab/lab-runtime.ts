import wabt from 'wabt'
import { type LabOperation, labOperations } from './lab-operations.ts'

/** What `..._read_version_1` writes to. */
const READ_BUFFER = 1024
const READ_LENGTH = 8
const VERSION = 2048
const RESULTS = 131_072
const HEAP_BASE = 1_048_576
const PAGES = 40

/** `Core_version` of the lab: names `lab`, versions 1, no runtime APIs. */
const version = [12, ...Buffer.from('lab'), 12, ...Buffer.from('lab')]
  .concat([1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0])
  .concat([1, 0, 0, 0, 1])

/**
 * A runtime that was not written for any chain: `lab` goes through a list of operations in its input and gives back their
 * results, each with its length before it (u32).
 *
 * An operation is its number and its three arguments, each with its length before it, all as u8.
 */
export async function buildLabRuntime(
  operations: readonly LabOperation[] = labOperations,
): Promise<Uint8Array> {
  const { parseWat } = await wabt()
  const module = parseWat('lab.wat', source(operations))
  return module.toBinary({}).buffer.slice()
}

function source(operations: readonly LabOperation[]): string {
  return `(module
  (import "env" "memory" (memory ${PAGES}))
  ${operations.map(importOf).join('\n  ')}
  (global (export "__heap_base") i32 (i32.const ${HEAP_BASE}))
  (global $at (mut i32) (i32.const 0))
  (global $out (mut i32) (i32.const ${RESULTS}))
  (data (i32.const ${VERSION}) "${version.map((byte) => `\\${byte.toString(16).padStart(2, '0')}`).join('')}")

  (func (export "Core_version") (param i32 i32) (result i64)
    (i64.const ${(BigInt(version.length) << 32n) + BigInt(VERSION)}))

  (func $take (result i64) ;; an argument, by pointer and length
    (local $length i32)
    (local.set $length (i32.load8_u (global.get $at)))
    (global.set $at (i32.add (global.get $at) (i32.const 1)))
    (i64.or
      (i64.shl (i64.extend_i32_u (local.get $length)) (i64.const 32))
      (i64.extend_i32_u (global.get $at)))
    (global.set $at (i32.add (global.get $at) (local.get $length))))

  (func $give (param $pointer i32) (param $length i32)
    (i32.store (global.get $out) (local.get $length))
    (global.set $out (i32.add (global.get $out) (i32.const 4)))
    (block $done (loop $next
      (br_if $done (i32.eqz (local.get $length)))
      (i32.store8 (global.get $out) (i32.load8_u (local.get $pointer)))
      (global.set $out (i32.add (global.get $out) (i32.const 1)))
      (local.set $pointer (i32.add (local.get $pointer) (i32.const 1)))
      (local.set $length (i32.sub (local.get $length) (i32.const 1)))
      (br $next))))

  (func $giveSized (param $fat i64)
    (call $give (i32.wrap_i64 (local.get $fat)) (i32.wrap_i64 (i64.shr_u (local.get $fat) (i64.const 32)))))

  (func $giveNumber (param $value i32)
    (i32.store (i32.const ${READ_BUFFER + READ_LENGTH}) (local.get $value))
    (call $give (i32.const ${READ_BUFFER + READ_LENGTH}) (i32.const 4)))

  (func (export "lab") (param $pointer i32) (param $length i32) (result i64)
    (local $end i32) (local $operation i32) (local $a i64) (local $b i64) (local $c i64)
    (global.set $at (local.get $pointer))
    (global.set $out (i32.const ${RESULTS}))
    (local.set $end (i32.add (local.get $pointer) (local.get $length)))
    (block $finished (loop $next
      (br_if $finished (i32.ge_u (global.get $at) (local.get $end)))
      (local.set $operation (i32.load8_u (global.get $at)))
      (global.set $at (i32.add (global.get $at) (i32.const 1)))
      (local.set $a (call $take))
      (local.set $b (call $take))
      (local.set $c (call $take))
      ${cases(operations)}
    ))
    (i64.or
      (i64.shl
        (i64.extend_i32_u (i32.sub (global.get $out) (i32.const ${RESULTS})))
        (i64.const 32))
      (i64.const ${RESULTS}))))`
}

function cases(operations: readonly LabOperation[]): string {
  const labels = operations.map((_, index) => `$case${index}`)
  const open = labels
    .toReversed()
    .map((label) => `(block ${label}`)
    .join(' ')
  const bodies = operations.map((operation) => `) ${body(operation)} (br $next)`)
  const [first, ...rest] = bodies
  return `${open} (br_table ${labels.join(' ')} (local.get $operation)) ${first} ${rest.join('\n')}`
}

function body({ name, arguments: parameters, result }: LabOperation): string {
  const call = `(call $${name} ${parameters.map(argumentCode).join(' ')})`
  const read = parameters.includes('out')
    ? `(call $give (i32.const ${READ_BUFFER}) (i32.const ${READ_LENGTH}))`
    : ''
  if (result === undefined) return call
  if (result === 'sized') return `(call $giveSized ${call}) ${read}`
  if (result === 'number') return `(call $giveNumber ${call})`
  return `(call $give ${call} (i32.const ${result}))`
}

function argumentCode(parameter: string): string {
  const argument = `(local.get $${parameter.slice(-1)})`
  if (parameter === 'out')
    return `(i64.const ${(BigInt(READ_LENGTH) << 32n) + BigInt(READ_BUFFER)})`
  if (parameter.startsWith('*')) return `(i32.wrap_i64 ${argument})`
  if (parameter.startsWith('#')) return `(i32.load8_u (i32.wrap_i64 ${argument}))`
  return /^[abc]$/.test(parameter) ? argument : `(i32.const ${parameter})`
}

function importOf({ name, arguments: parameters, result }: LabOperation): string {
  const types = parameters.map((parameter) => (/^([abc]|out)$/.test(parameter) ? 'i64' : 'i32'))
  const params = types.length === 0 ? '' : `(param ${types.join(' ')})`
  const results = result === undefined ? '' : `(result ${result === 'sized' ? 'i64' : 'i32'})`
  return `(import "env" "${name}" (func $${name} ${params} ${results}))`
}
