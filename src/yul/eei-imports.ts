import type { YulType } from './yul-type.ts'

interface EeiSignature {
  readonly params: readonly YulType[]
  readonly results: readonly YulType[]
}

/**
 * The EEI functions that the run-time library imports from `ethereum`: parameters, `->`, result; `i` is i32, `l` i64.
 *
 * @see https://github.com/ewasm/design/blob/master/eth_interface.md
 */
// biome-ignore format: table
const eeiFunctions: Readonly<Record<string, string>> = {
  getAddress: 'i->', getExternalBalance: 'ii->', getBlockHash: 'li->i', getCaller: 'i->', getCallValue: 'i->',
  getTxOrigin: 'i->', getTxGasPrice: 'i->', getGasLeft: '->l',
  getCallDataSize: '->i', callDataCopy: 'iii->', getCodeSize: '->i', codeCopy: 'iii->',
  getExternalCodeSize: 'i->i', externalCodeCopy: 'iiii->', getReturnDataSize: '->i', returnDataCopy: 'iii->',
  getBlockCoinbase: 'i->', getBlockDifficulty: 'i->', getBlockGasLimit: '->l', getBlockNumber: '->l',
  getBlockTimestamp: '->l', storageLoad: 'ii->', storageStore: 'ii->', log: 'iiiiiii->',
  call: 'liiii->i', callCode: 'liiii->i', callDelegate: 'liii->i', callStatic: 'liii->i', create: 'iiii->i',
  finish: 'ii->', revert: 'ii->', selfDestruct: 'i->',
}

const typeByLetter: Readonly<Record<string, YulType>> = { i: 'i32', l: 'i64' }

/** The EEI function's name when `name` is one of `ethereum.*`. */
export function eeiName(name: string): string | undefined {
  const function_ = name.startsWith('ethereum.') ? name.slice('ethereum.'.length) : ''
  return function_ in eeiFunctions ? function_ : undefined
}

export function eeiSignature(name: string): EeiSignature {
  const [params = '', results = ''] = (eeiFunctions[name] ?? '').split('->')
  const types = (letters: string): YulType[] =>
    [...letters].map((letter) => typeByLetter[letter] ?? 'i32')
  return { params: types(params), results: types(results) }
}
