;; Nothing branches: the cost of everything is known when the function returns, so there is one charge, in one
;; subtraction with handing the gas back. A function that only the outside calls is its own wrapper: it takes gas and
;; stack height from the globals, and gives them back.
(module
  (func $main (export "main") (param $x i32) (result i32) (local $square i32)
    (local.set $square (i32.mul (local.get $x) (local.get $x)))
    (i32.add (local.get $square) (local.get $x))))
