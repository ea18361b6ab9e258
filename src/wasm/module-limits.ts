/** Upper bounds on what a module declares, each the largest value that is allowed. */
export interface ModuleLimits {
  /** Bytes of the whole module. */
  readonly moduleBytes: number
  /** Bytes of one function, its locals and its instructions. */
  readonly functionBytes: number
  readonly types: number
  /** Of one function type. */
  readonly params: number
  readonly results: number
  readonly imports: number
  /** Functions that the module defines. */
  readonly functions: number
  /** Parameters and locals of one function. */
  readonly locals: number
  readonly globals: number
  readonly exports: number
  readonly tables: number
  /** Elements that a table starts with. */
  readonly tableElements: number
  /** Pages that the memory starts with. */
  readonly initialMemoryPages: number
  /** Pages that the memory may declare as its maximum. */
  readonly maximumMemoryPages: number
  readonly elementSegments: number
  /** Items of one element segment. */
  readonly elementItems: number
  readonly dataSegments: number
  /** Bytes of one name of an import or export. */
  readonly nameBytes: number
  /** Blocks open at the same time in one function. */
  readonly nestingDepth: number
  /** Targets of one `br_table`, without the default. */
  readonly branchTableTargets: number
}
export type LimitName = keyof ModuleLimits

/** The code of the refusal when a limit is exceeded, and what the limit counts. */
// biome-ignore format: table
export const limitTable = {
  moduleBytes:        { code: 'MODULE_TOO_LARGE',            what: 'bytes of the module' },
  functionBytes:      { code: 'FUNCTION_TOO_LARGE',          what: 'bytes of a function' },
  types:              { code: 'TOO_MANY_TYPES',              what: 'function types' },
  params:             { code: 'TOO_MANY_PARAMS',             what: 'parameters of a function type' },
  results:            { code: 'TOO_MANY_RESULTS',            what: 'results of a function type' },
  imports:            { code: 'TOO_MANY_IMPORTS',            what: 'imports' },
  functions:          { code: 'TOO_MANY_FUNCTIONS',          what: 'functions' },
  locals:             { code: 'TOO_MANY_LOCALS',             what: 'parameters and locals of a function' },
  globals:            { code: 'TOO_MANY_GLOBALS',            what: 'globals' },
  exports:            { code: 'TOO_MANY_EXPORTS',            what: 'exports' },
  tables:             { code: 'TOO_MANY_TABLES',             what: 'tables' },
  tableElements:      { code: 'TABLE_TOO_LARGE',             what: 'initial elements of a table' },
  initialMemoryPages: { code: 'INITIAL_MEMORY_TOO_LARGE',    what: 'initial memory pages' },
  maximumMemoryPages: { code: 'MAXIMUM_MEMORY_TOO_LARGE',    what: 'maximum memory pages' },
  elementSegments:    { code: 'TOO_MANY_ELEMENT_SEGMENTS',   what: 'element segments' },
  elementItems:       { code: 'ELEMENT_SEGMENT_TOO_LARGE',   what: 'items of an element segment' },
  dataSegments:       { code: 'TOO_MANY_DATA_SEGMENTS',      what: 'data segments' },
  nameBytes:          { code: 'NAME_TOO_LONG',               what: 'bytes of a name' },
  nestingDepth:       { code: 'NESTING_TOO_DEEP',            what: 'nested blocks' },
  branchTableTargets: { code: 'BRANCH_TABLE_TOO_LARGE',      what: 'targets of a br_table' },
} as const satisfies Readonly<Record<LimitName, { readonly code: string; readonly what: string }>>
export type LimitCode = (typeof limitTable)[LimitName]['code']

/**
 * V8's own limits where it has one, the smallest of its versions from Node 20 on and of the JavaScript interface:
 * a valid module within them compiles.
 *
 * @see https://webassembly.github.io/spec/js-api/#limits
 */
// biome-ignore format: table
export const v8Limits: ModuleLimits = {
  moduleBytes:        1024 ** 3,
  functionBytes:      7_654_321,
  types:              1_000_000,
  params:             1_000,
  results:            1_000,
  imports:            100_000,
  functions:          1_000_000,
  locals:             50_000,
  globals:            1_000_000,
  exports:            100_000,
  tables:             100_000,
  tableElements:      10_000_000,
  initialMemoryPages: 65_536,
  maximumMemoryPages: 65_536,
  elementSegments:    10_000_000,
  elementItems:       10_000_000,
  dataSegments:       100_000,
  nameBytes:          100_000,
  nestingDepth:       7_654_321,
  branchTableTargets: 65_520,
}

/**
 * The limits of Ewasm contracts. They bound what compiling and instantiating costs: V8 takes time and memory for
 * blocks times locals, and a table or memory is there in full for every instance.
 */
// biome-ignore format: table
export const ewasmLimits: ModuleLimits = {
  moduleBytes:        1024 * 1024,
  functionBytes:      256 * 1024,
  types:              4_096,
  params:             256, // 64 words of 256 bits, four i64 each
  results:            256,
  imports:            64,
  functions:          16_384,
  locals:             8_192,
  globals:            1_024,
  exports:            2,
  tables:             1,
  tableElements:      16_384,
  initialMemoryPages: 256, // 16 MiB: what toolchains ask for when not told otherwise
  maximumMemoryPages: 512, // 32 MiB
  elementSegments:    1_024,
  elementItems:       16_384,
  dataSegments:       1_024,
  nameBytes:          256,
  nestingDepth:       1_024,
  branchTableTargets: 4_096,
}
