;; The counter steps by a local while it is less than the end, so it might jump over the end and wrap around: then the number
;; of trips is not a division. One sum tells whether it may. The loop is written twice: charged ahead, where it cannot wrap,
;; and charged on its way back, where it can.
(module
  (memory 1)
  (func $main (export "main") (param $end i32) (param $stride i32) (local $i i32)
    (loop $next
      (i32.store8 (local.get $i) (i32.const 1))
      (br_if $next
        (i32.lt_u (local.tee $i (i32.add (local.get $i) (local.get $stride))) (local.get $end))))))
