;; The length of a string: nobody knows the trips ahead. The loop is small, so it is written four times over, and one charge
;; and one check serve four trips. Who leaves in the middle pays there for the trips that were made.
(module
  (memory 1)
  (func $main (export "main") (param $at i32) (result i32)
    (loop $next
      (br_if $next (i32.load8_u (local.tee $at (i32.add (local.get $at) (i32.const 1))))))
    (local.get $at)))
