/** The part of the `secp256k1` package that is used; it comes without types. All functions throw on invalid input. */
declare module 'secp256k1' {
  const secp256k1: {
    /** Recovers a public key: 65 bytes, the first of which is 4, when `compressed` is false. */
    ecdsaRecover(
      signature: Uint8Array,
      recoveryId: number,
      message: Uint8Array,
      compressed: boolean,
      output?: Uint8Array,
    ): Uint8Array
    /** Deterministic (RFC 6979), with `s` in the lower half. */
    ecdsaSign(message: Uint8Array, privateKey: Uint8Array): { signature: Uint8Array; recid: number }
    privateKeyVerify(privateKey: Uint8Array): boolean
    publicKeyCreate(privateKey: Uint8Array, compressed: boolean, output?: Uint8Array): Uint8Array
  }
  // biome-ignore lint/style/noDefaultExport: the package is CommonJS
  export default secp256k1
}
