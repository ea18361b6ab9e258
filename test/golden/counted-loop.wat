;; The number of trips is known before the loop: they are charged ahead and checked once, the loop itself stays as it is.
;; The dearer way through its `if` pays the difference while it runs.
(module
  (memory 1)
  (func $main (export "main") (param $end i32) (local $i i32)
    (loop $next
      (i32.store8 (local.get $i) (i32.const 1))
      (if (i32.and (local.get $i) (i32.const 1))
        (then (i32.store8 (local.get $i) (i32.const 2))))
      (br_if $next (i32.ne (local.tee $i (i32.add (local.get $i) (i32.const 1))) (local.get $end))))))
