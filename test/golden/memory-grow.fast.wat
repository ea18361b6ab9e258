;; `memory.grow` costs by the page. What is pending is charged, then pages times price, and it is checked before it grows.
;; Metered: fast.
(module
  (type (;0;) (func (param i32) (result i32)))
  (func $main (;0;) (type 0) (param i32) (result i32)
    (local i64)
    (local i32)
    (local i32)
    block
      global.get 0
      local.set 1 (;gas;)
      global.get 2
      local.set 2 (;depth;)
      block (result i32)
        local.get 0 (;pages;)
        local.get 1 (;gas;)
        i64.const 2
        i64.sub
        local.set 1 (;gas;)
        local.set 3 (;scratch;)
        local.get 1 (;gas;)
        local.get 3 (;scratch;)
        i64.extend_i32_u
        i64.const 1000
        i64.mul
        i64.sub
        local.set 1 (;gas;)
        local.get 1 (;gas;)
        i64.const 0
        i64.lt_s
        br_if 1
        local.get 3 (;scratch;)
        memory.grow
      end
      local.get 1 (;gas;)
      local.tee 1 (;gas;)
      global.set 0
      local.get 1 (;gas;)
      i64.const 0
      i64.lt_s
      br_if 0
      local.get 2 (;depth;)
      global.set 2
      return
    end
    i32.const 1
    global.set 3
    unreachable
  )
  (memory (;0;) 1)
  (global (;0;) (mut i64) (i64.const 0))
  (global (;1;) i32 (i32.const 1))
  (global (;2;) (mut i32) (i32.const 0))
  (global (;3;) (mut i32) (i32.const 0))
  (export "main" (func $main))
  (export "gantry:units" (global 0))
  (export "gantry:units_per_gas" (global 1))
  (export "gantry:stack_left" (global 2))
  (export "gantry:trap_reason" (global 3))
)
