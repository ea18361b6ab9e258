;; The table is nobody else's, so its functions have gas and depth as parameters too, and an indirect call passes them
;; below the index.
(module
  (type $unary (func (param i32) (result i32)))
  (table 2 funcref)
  (elem (i32.const 0) $double $negate)
  (func $double (type $unary) (i32.shl (local.get 0) (i32.const 1)))
  (func $negate (type $unary) (i32.sub (i32.const 0) (local.get 0)))
  (func $main (export "main") (param $which i32) (result i32)
    (call_indirect (type $unary) (i32.const 21) (local.get $which))))
