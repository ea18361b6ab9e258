;; A recursion has no way back to check at, so the function checks its gas at entry. Gas goes in as a parameter and comes back
;; as a result; depth, the stack height left, only goes in. The export keeps its type: a wrapper stands for it.
;; Metered: precise.
(module
  (type (;0;) (func (param i32) (result i32)))
  (func $fib (;0;) (type 0) (param i32) (result i32)
    (local i64)
    block
      global.get 2
      i32.const 20
      i32.sub
      global.set 2
      global.get 2
      i32.const 0
      i32.lt_s
      if
        i32.const 2
        global.set 3
        unreachable
      end
      global.get 0
      local.set 1 (;gas;)
      block (result i32)
        local.get 1 (;gas;)
        i64.const 4
        i64.sub
        local.set 1 (;gas;)
        local.get 1 (;gas;)
        i64.const 0
        i64.lt_s
        br_if 1
        local.get 0 (;n;)
        i32.const 2
        i32.lt_u
        if (result i32)
          local.get 1 (;gas;)
          i64.const 1
          i64.sub
          local.set 1 (;gas;)
          local.get 1 (;gas;)
          i64.const 0
          i64.lt_s
          br_if 2
          local.get 0 (;n;)
        else
          local.get 1 (;gas;)
          i64.const 4
          i64.sub
          local.set 1 (;gas;)
          local.get 1 (;gas;)
          i64.const 0
          i64.lt_s
          br_if 2
          local.get 0 (;n;)
          i32.const 1
          i32.sub
          local.get 1 (;gas;)
          global.set 0
          call $fib
          global.get 0
          local.set 1 (;gas;)
          local.get 1 (;gas;)
          i64.const 4
          i64.sub
          local.set 1 (;gas;)
          local.get 1 (;gas;)
          i64.const 0
          i64.lt_s
          br_if 2
          local.get 0 (;n;)
          i32.const 2
          i32.sub
          local.get 1 (;gas;)
          global.set 0
          call $fib
          global.get 0
          local.set 1 (;gas;)
          local.get 1 (;gas;)
          i64.const 1
          i64.sub
          local.set 1 (;gas;)
          local.get 1 (;gas;)
          i64.const 0
          i64.lt_s
          br_if 2
          i32.add
        end
      end
      global.get 2
      i32.const 20
      i32.add
      global.set 2
      local.get 1 (;gas;)
      global.set 0
      return
    end
    i32.const 1
    global.set 3
    unreachable
  )
  (global (;0;) (mut i64) (i64.const 0))
  (global (;1;) i32 (i32.const 1))
  (global (;2;) (mut i32) (i32.const 0))
  (global (;3;) (mut i32) (i32.const 0))
  (export "fib" (func $fib))
  (export "gantry:units" (global 0))
  (export "gantry:units_per_gas" (global 1))
  (export "gantry:stack_left" (global 2))
  (export "gantry:trap_reason" (global 3))
)
