;; From 0 to 64 by constants: the whole loop is a number, and the loop has no gas code at all.
(module
  (memory 1)
  (func $main (export "main") (local $i i32)
    (local.set $i (i32.const 0))
    (loop $next
      (i32.store8 (local.get $i) (i32.const 1))
      (br_if $next (i32.ne (local.tee $i (i32.add (local.get $i) (i32.const 4))) (i32.const 64))))))
