;; A branch that is taken rarely pays on its own way. The way that goes on carries its cost along.
(module
  (func $main (export "main") (param $x i32) (result i32)
    (block $done
      (br_if $done (i32.eqz (local.get $x)))
      (local.set $x (i32.add (local.get $x) (i32.const 7)))
      (br_if $done (i32.gt_s (local.get $x) (i32.const 100)))
      (local.set $x (i32.add (local.get $x) (i32.const 9))))
    (local.get $x)))
