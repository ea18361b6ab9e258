import { CodeCache } from '../../engine/code-cache.ts'
import { type Revision, revisions } from '../../engine/revision.ts'
import { bytes32 } from '../../primitives/bytes32.ts'
import { compileWhole } from '../../primitives/optimised-module.ts'
import type { EvmTranslator } from '../compiler/compiled-module.ts'
import type {
  CompilationOutcome,
  CompilationReply,
  CompilationRequest,
  CompilationService,
} from './compilation.ts'
import { evmCompiler } from './evm-compiler.ts'

/** Modules go to who asked for them: here they need not be remembered. */
const REMEMBER_NOTHING = 0

/**
 * The thread that compiles: from its cache on disk or anew, with V8's optimising compiler, whole. Runs until its port is
 * closed. What it cannot compile it says why; it is not brought down by it.
 */
export async function serveCompilations(service: CompilationService): Promise<void> {
  const { port, replies, translator, directory } = service
  const translate = (await import(translator.module))[translator.exportName] as EvmTranslator
  const cache = new CodeCache({
    byteBudget: REMEMBER_NOTHING,
    ...(directory !== undefined && { directory }),
  })
  const compilers = new Map(
    revisions.map((family) => [family, compilerOf(cache, family, translate)]),
  )
  port.on('message', (request: CompilationRequest) => {
    const outcome = compile(compilers.get(request.family), request)
    port.postMessage({ id: request.id, outcome } satisfies CompilationReply)
    Atomics.add(replies, 0, 1)
  })
  await new Promise((resolve) => port.once('close', resolve))
}

type Compiler = ReturnType<typeof compilerOf>

function compilerOf(cache: CodeCache, family: Revision, translate: EvmTranslator) {
  const loaded = (bytes: Uint8Array<ArrayBuffer>): CompilationOutcome => ({
    ok: true,
    module: compileWhole(bytes),
    moduleBytes: bytes.length,
  })
  return cache.tier(evmCompiler(family, translate, loaded))
}

function compile(compiler: Compiler | undefined, request: CompilationRequest): CompilationOutcome {
  try {
    const { code, hash } = request
    const cached = compiler?.get({ bytes: code, hash: bytes32(hash) })
    if (cached === undefined) return { ok: false, reason: 'There is no such revision.' }
    return cached.ok ? cached.compiled : cached
  } catch (error) {
    return { ok: false, reason: `The compiler failed: ${String(error)}` }
  }
}
