/** The thread that runs the whole node: server, chain, store and engine. Started by `NodeThread`. */
import { runNodeThread } from '../src/node-thread/run-node-thread.ts'
import { serveNode } from './serve-node.ts'

runNodeThread(serveNode)
