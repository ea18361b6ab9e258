;; Bulk operations cost by the byte, which is checked before they do their work.
;; Metered: precise.
(module
  (type (;0;) (func (param i32)))
  (func $main (;0;) (type 0) (param i32)
    (local i64)
    (local i32)
    block
      global.get 0
      local.set 1 (;gas;)
      block
        local.get 1 (;gas;)
        i64.const 4
        i64.sub
        local.set 1 (;gas;)
        local.get 1 (;gas;)
        i64.const 0
        i64.lt_s
        br_if 1
        i32.const 0
        i32.const 7
        local.get 0 (;length;)
        local.set 2 (;count;)
        local.get 1 (;gas;)
        local.get 2 (;count;)
        i64.extend_i32_u
        i64.const 2
        i64.mul
        i64.sub
        local.set 1 (;gas;)
        local.get 1 (;gas;)
        i64.const 0
        i64.lt_s
        br_if 1
        local.get 2 (;count;)
        memory.fill
        local.get 1 (;gas;)
        i64.const 4
        i64.sub
        local.set 1 (;gas;)
        local.get 1 (;gas;)
        i64.const 0
        i64.lt_s
        br_if 1
        i32.const 1024
        i32.const 0
        local.get 0 (;length;)
        local.set 2 (;count;)
        local.get 1 (;gas;)
        local.get 2 (;count;)
        i64.extend_i32_u
        i64.const 2
        i64.mul
        i64.sub
        local.set 1 (;gas;)
        local.get 1 (;gas;)
        i64.const 0
        i64.lt_s
        br_if 1
        local.get 2 (;count;)
        memory.copy
      end
      local.get 1 (;gas;)
      global.set 0
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
