;; Bulk operations cost by the byte, which is checked before they do their work.
(module
  (memory 1)
  (func $main (export "main") (param $length i32)
    (memory.fill (i32.const 0) (i32.const 7) (local.get $length))
    (memory.copy (i32.const 1024) (i32.const 0) (local.get $length))))
