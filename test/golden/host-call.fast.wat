;; A host function sees the exact gas, so before it everything is paid, its own call included, checked, and put into the
;; globals; behind it the gas is taken back, less what the host took.
;; Metered: fast.
(module
  (type (;0;) (func (param i64)))
  (import "ethereum" "useGas" (func $useGas (;0;) (type 0)))
  (func $main (;1;) (type 0) (param i64)
    (local i64)
    (local i32)
    block
      global.get 0
      local.set 1 (;gas;)
      global.get 2
      local.set 2 (;depth;)
      local.get 2 (;depth;)
      i32.const 19
      i32.sub
      local.tee 2 (;depth;)
      i32.const 0
      i32.lt_s
      br_if 0
      block
        local.get 0 (;amount;)
        i64.const 1
        i64.add
        local.get 1 (;gas;)
        i64.const 4
        i64.sub
        local.set 1 (;gas;)
        local.get 1 (;gas;)
        i64.const 0
        i64.lt_s
        br_if 1
        local.get 1 (;gas;)
        global.set 0
        local.get 2 (;depth;)
        global.set 2
        call $useGas
        global.get 0
        local.set 1 (;gas;)
        i64.const 2
        local.get 1 (;gas;)
        i64.const 2
        i64.sub
        local.set 1 (;gas;)
        local.get 1 (;gas;)
        i64.const 0
        i64.lt_s
        br_if 1
        local.get 1 (;gas;)
        global.set 0
        local.get 2 (;depth;)
        global.set 2
        call $useGas
        global.get 0
        local.set 1 (;gas;)
      end
      local.get 1 (;gas;)
      local.tee 1 (;gas;)
      global.set 0
      local.get 1 (;gas;)
      i64.const 0
      i64.lt_s
      br_if 0
      local.get 2 (;depth;)
      i32.const 19
      i32.add
      global.set 2
      return
    end
    i32.const 2
    i32.const 1
    local.get 2 (;depth;)
    i32.const 31
    i32.shr_u
    select
    global.set 3
    unreachable
  )
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
