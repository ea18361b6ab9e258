;; The arms of an `if` cost different amounts. The first arm to reach the end decides what is pending there; the other one
;; pays or gets back the difference, and the way on is charged once for both.
(module
  (func $main (export "main") (param $x i32) (result i32)
    (if (i32.eqz (local.get $x))
      (then (local.set $x (i32.const 1)))
      (else (local.set $x (i32.mul (local.get $x) (i32.add (local.get $x) (i32.const 3))))))
    (local.get $x)))
