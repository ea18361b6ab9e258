import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mergePatch, writeJson } from '../../../src/substrate-host/genesis/json-value.ts'
import {
  InvalidGenesisJsonError,
  parseJson,
} from '../../../src/substrate-host/genesis/parse-json.ts'

const merged = (target: string, patch: string): string =>
  writeJson(mergePatch(parseJson(target), parseJson(patch)))

describe('mergePatch', () => {
  // The examples of RFC 7396, appendix A.
  // biome-ignore format: table
  it.each([
    ['{"a":"b"}',                '{"a":"c"}',                   '{"a":"c"}'],
    ['{"a":"b"}',                '{"b":"c"}',                   '{"a":"b","b":"c"}'],
    ['{"a":"b"}',                '{"a":null}',                  '{}'],
    ['{"a":"b","b":"c"}',        '{"a":null}',                  '{"b":"c"}'],
    ['{"a":["b"]}',              '{"a":"c"}',                   '{"a":"c"}'],
    ['{"a":"c"}',                '{"a":["b"]}',                 '{"a":["b"]}'],
    ['{"a":{"b":"c"}}',          '{"a":{"b":"d","c":null}}',    '{"a":{"b":"d"}}'],
    ['{"a":[{"b":"c"}]}',        '{"a":[1]}',                   '{"a":[1]}'],
    ['["a","b"]',                '["c","d"]',                   '["c","d"]'],
    ['{"a":"b"}',                '["c"]',                       '["c"]'],
    ['{"a":"foo"}',              'null',                        'null'],
    ['{"a":"foo"}',              '"bar"',                       '"bar"'],
    ['{"e":null}',               '{"a":1}',                     '{"e":null,"a":1}'],
    ['[1,2]',                    '{"a":"b","c":null}',          '{"a":"b"}'],
    ['{}',                       '{"a":{"bb":{"ccc":null}}}',   '{"a":{"bb":{}}}'],
  ])('%s with %s is %s', (target, patch, expected) => {
    expect(merged(target, patch)).toBe(expected)
  })
})

describe('parseJson', () => {
  it('keeps every digit', () => {
    const text = '{"balance":340282366920938463463374607431768211455,"rate":[0.10,-1e400]}'
    expect(writeJson(parseJson(text))).toBe(text)
  })

  it('reads what JSON.parse reads', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(JSON.parse(writeJson(parseJson(text)))).toEqual(JSON.parse(text))
      }),
    )
  })

  it('refuses what JSON.parse refuses', () => {
    const piece = fc.constantFrom(...'{}[]:,"\\0123e.-+ \n', 'null', 'true', '"a"', '\u0001')
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        const text = pieces.join('')
        let isJson = true
        try {
          JSON.parse(text)
        } catch {
          isJson = false
        }
        if (isJson) expect(() => parseJson(text)).not.toThrow()
        else expect(() => parseJson(text)).toThrow(InvalidGenesisJsonError)
      }),
      { numRuns: 2000 },
    )
  })

  it('refuses text that is nested without end', () => {
    expect(() => parseJson('['.repeat(100_000))).toThrow(InvalidGenesisJsonError)
  })
})
