;; A load may trap. Under the precise strategy it ends its metered block, so that nothing behind it is charged before it
;; happens, and why a call failed is known to the instruction. The fast strategy charges once.
(module
  (memory 1)
  (func $main (export "main") (param $at i32) (result i32)
    (i32.add (i32.load (local.get $at)) (i32.load offset=4 (i32.add (local.get $at) (i32.const 8))))))
