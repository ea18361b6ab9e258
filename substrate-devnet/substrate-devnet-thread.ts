/** The thread that runs the whole node: server, chain, runtime, store and engine. Started by `NodeThread`. */
import { runNodeThread } from '../src/node-thread/run-node-thread.ts'
import { serveSubstrateNode } from './serve-substrate-node.ts'

runNodeThread(serveSubstrateNode)
