;; From 0 to 64 by constants: the whole loop is a number, and the loop has no gas code at all.
;; Metered: fast.
(module
  (type (;0;) (func))
  (func $main (;0;) (type 0)
    (local i64)
    (local i32)
    (local i32)
    block
      global.get 0
      local.set 0 (;gas;)
      global.get 2
      local.set 1 (;depth;)
      block
        i32.const 0
        local.set 2 (;i;)
        loop
          local.get 2 (;i;)
          i32.const 1
          i32.store8
          local.get 2 (;i;)
          i32.const 4
          i32.add
          local.tee 2 (;i;)
          i32.const 64
          i32.ne
          br_if 0
        end
      end
      local.get 0 (;gas;)
      i64.const 164
      i64.sub
      local.tee 0 (;gas;)
      global.set 0
      local.get 0 (;gas;)
      i64.const 0
      i64.lt_s
      br_if 0
      local.get 1 (;depth;)
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
