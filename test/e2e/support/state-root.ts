import { createMPT } from '@ethereumjs/mpt'
import { getBytes, hexlify, keccak256, stripZerosLeft, toBeArray } from 'ethers'
import { encode } from 'rlp'

/** What `debug_dumpBlock` answers. */
export interface Dump {
  readonly root: string
  readonly accounts: Readonly<Record<string, DumpedAccount>>
}

interface DumpedAccount {
  readonly balance: string
  readonly nonce: number
  readonly codeHash: string
  readonly code: string
  readonly storage: Readonly<Record<string, string>>
}

/** The state root of a dump, computed by other people's code: @ethereumjs/mpt, rlp and the hash of ethers. */
export async function stateRootOf({ accounts }: Dump): Promise<string> {
  const trie = await createMPT()
  for (const [address, account] of Object.entries(accounts)) {
    const leaf = [
      toBeArray(account.nonce),
      toBeArray(BigInt(account.balance)),
      await storageRootOf(account),
      getBytes(keccak256(account.code)),
    ]
    await trie.put(getBytes(keccak256(address)), encode(leaf))
  }
  return hexlify(trie.root())
}

async function storageRootOf({ storage }: DumpedAccount): Promise<Uint8Array> {
  const trie = await createMPT()
  for (const [key, value] of Object.entries(storage)) {
    await trie.put(getBytes(keccak256(key)), encode(getBytes(stripZerosLeft(value))))
  }
  return trie.root()
}
