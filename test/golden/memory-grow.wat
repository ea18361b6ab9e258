;; `memory.grow` costs by the page. What is pending is charged, then pages times price, and it is checked before it grows.
(module
  (memory 1)
  (func $main (export "main") (param $pages i32) (result i32)
    (memory.grow (local.get $pages))))
