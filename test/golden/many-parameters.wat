;; Four parameters, gas, depth and the instance are more than V8 has integer registers for. Depth travels as the bits of an f32,
;; in a register that is free: on the stack, each call would store it and load it again.
(module
  (func $count (param $n i32) (param $a i32) (param $b i32) (param $c i32) (result i32)
    (if (result i32) (local.get $n)
      (then (call $count (i32.sub (local.get $n) (i32.const 1)) (local.get $b) (local.get $c) (local.get $a)))
      (else (local.get $a))))
  (func $main (export "main") (param $n i32) (result i32)
    (call $count (local.get $n) (i32.const 1) (i32.const 2) (i32.const 3))))
