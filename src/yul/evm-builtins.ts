/**
 * Builtins of the EVM dialect that the run-time library or an import implements under the same name: operands, `->`,
 * result.
 *
 * `w` is a word. `p` is a pointer or a length, taken as an i32 that saturates; `g` is gas, an i64 that saturates at
 * 2^63 - 1. Results may also be `b`, an i32 of 0 or 1, `i`, an unsigned i32, and `l`, an unsigned i64.
 */
// biome-ignore format: table
export const evmBuiltins = {
  stop: '->', invalid: '->', return: 'pp->', revert: 'pp->', selfdestruct: 'w->',
  add: 'ww->w', sub: 'ww->w', mul: 'ww->w', div: 'ww->w', sdiv: 'ww->w', mod: 'ww->w', smod: 'ww->w',
  exp: 'ww->w', addmod: 'www->w', mulmod: 'www->w', signextend: 'ww->w',
  lt: 'ww->b', gt: 'ww->b', slt: 'ww->b', sgt: 'ww->b', eq: 'ww->b',
  not: 'w->w', and: 'ww->w', or: 'ww->w', xor: 'ww->w', byte: 'ww->w', shl: 'ww->w', shr: 'ww->w', sar: 'ww->w',
  keccak256: 'pp->w', mload: 'p->w', mstore: 'pw->', mstore8: 'pw->',
  sload: 'w->w', sstore: 'ww->',
  address: '->w', balance: 'w->w', selfbalance: '->w', caller: '->w', callvalue: '->w', origin: '->w', gasprice: '->w',
  calldataload: 'p->w', calldatasize: '->i', calldatacopy: 'ppp->',
  codesize: '->i', codecopy: 'ppp->', extcodesize: 'w->i', extcodecopy: 'wppp->',
  returndatasize: '->i', returndatacopy: 'ppp->',
  blockhash: 'w->w', coinbase: '->w', timestamp: '->l', number: '->l', difficulty: '->w', prevrandao: '->w',
  gaslimit: '->l', gas: '->l',
  log0: 'pp->', log1: 'ppw->', log2: 'ppww->', log3: 'ppwww->', log4: 'ppwwww->',
  create: 'wpp->w', create2: 'wppw->w', call: 'gwwpppp->b', callcode: 'gwwpppp->b', delegatecall: 'gwpppp->b', staticcall: 'gwpppp->b',
} as const satisfies Record<string, string>

export type EvmBuiltin = keyof typeof evmBuiltins

/** EVM builtins that nothing in the Ewasm EEI can answer, with what a contract may do instead. */
export const missingBuiltins: Readonly<Record<string, string>> = {
  chainid: 'the Ewasm EEI has no chain id (`block.chainid`); pass it to the constructor',
  basefee: 'the Ewasm EEI has no base fee (`block.basefee`)',
  extcodehash:
    'the Ewasm EEI has no code hash of accounts (`address.codehash`); compare `address.code.length`',
  msize: 'the size of EVM memory has no meaning in Ewasm (`msize` in inline assembly)',
  linkersymbol: 'external libraries are not linked; make the library functions internal',
  verbatim: 'EVM bytecode cannot be part of an Ewasm contract',
}

/** Builtins that change nothing and depend only on their operands or on what stays the same during the call. */
export const pureBuiltins: ReadonlySet<string> = new Set([
  ...['add', 'sub', 'mul', 'div', 'sdiv', 'mod', 'smod', 'exp', 'addmod', 'mulmod', 'signextend'],
  ...[
    'lt',
    'gt',
    'slt',
    'sgt',
    'eq',
    'iszero',
    'not',
    'and',
    'or',
    'xor',
    'byte',
    'shl',
    'shr',
    'sar',
  ],
  ...[
    'address',
    'caller',
    'callvalue',
    'origin',
    'gasprice',
    'calldataload',
    'calldatasize',
    'codesize',
  ],
  ...['coinbase', 'timestamp', 'number', 'difficulty', 'prevrandao', 'gaslimit', 'blockhash'],
  ...['datasize', 'dataoffset', 'memoryguard', 'loadimmutable'],
])

/** Builtins that change nothing but may give another value after a change. */
export const readingBuiltins: ReadonlySet<string> = new Set([
  ...[
    'mload',
    'keccak256',
    'sload',
    'balance',
    'selfbalance',
    'extcodesize',
    'returndatasize',
    'gas',
  ],
])
