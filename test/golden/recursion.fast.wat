;; A recursion has no way back to check at, so the function checks its gas at entry. Gas goes in as a parameter and comes back
;; as a result; depth, the stack height left, only goes in. The export keeps its type: a wrapper stands for it.
;; Metered: fast.
(module
  (type (;0;) (func (param i32) (result i32)))
  (type (;1;) (func (param i32 i64 i32) (result i32 i64)))
  (func $fib (;0;) (type 1) (param i32 i64 i32) (result i32 i64)
    block
      local.get 2 (;depth;)
      i32.const 20
      i32.sub
      local.tee 2 (;depth;)
      i32.const 0
      i32.lt_s
      br_if 0
      local.get 1 (;gas;)
      i64.const 0
      i64.lt_s
      br_if 0
      block (result i32)
        local.get 0 (;n;)
        i32.const 2
        i32.lt_u
        if (result i32)
          local.get 0 (;n;)
        else
          local.get 0 (;n;)
          i32.const 1
          i32.sub
          local.get 1 (;gas;)
          i64.const 8
          i64.sub
          local.get 2 (;depth;)
          call $fib
          local.set 1 (;gas;)
          local.get 0 (;n;)
          i32.const 2
          i32.sub
          local.get 1 (;gas;)
          i64.const 4
          i64.sub
          local.get 2 (;depth;)
          call $fib
          local.set 1 (;gas;)
          i32.add
          local.get 1 (;gas;)
          i64.const -4
          i64.sub
          local.set 1 (;gas;)
        end
      end
      local.get 1 (;gas;)
      i64.const 5
      i64.sub
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
  (func $stand-in-0 (;1;) (type 0) (param i32) (result i32)
    (local i32)
    (local i64)
    local.get 0
    global.get 0
    global.get 2
    local.tee 1
    call $fib
    local.tee 2
    global.set 0
    local.get 2
    i64.const 0
    i64.lt_s
    if
      i32.const 1
      global.set 3
      unreachable
    end
    local.get 1
    global.set 2
  )
  (global (;0;) (mut i64) (i64.const 0))
  (global (;1;) i32 (i32.const 1))
  (global (;2;) (mut i32) (i32.const 0))
  (global (;3;) (mut i32) (i32.const 0))
  (export "fib" (func $stand-in-0))
  (export "gantry:units" (global 0))
  (export "gantry:units_per_gas" (global 1))
  (export "gantry:stack_left" (global 2))
  (export "gantry:trap_reason" (global 3))
)
