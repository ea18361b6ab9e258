;; A host function sees the exact gas, so before it everything is paid, its own call included, checked, and put into the
;; globals; behind it the gas is taken back, less what the host took.
(module
  (import "ethereum" "useGas" (func $useGas (param i64)))
  (func $main (export "main") (param $amount i64)
    (call $useGas (i64.add (local.get $amount) (i64.const 1)))
    (call $useGas (i64.const 2))))
